import { getSite } from "../../../../cities/index.ts";
import { getFair, readBoard, watchBoard } from "../../../../fairs/index.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { eventStream, Pages, VIEWER_PARAM, viewerToken } from "../../../../platform/http/index.ts";
import { pathId } from "../../../forms.ts";
import { htmlDocument } from "../../../head/document.ts";
import { FAIR_READER } from "../../../policies.ts";
import { BoardPage } from "./board-page.tsx";
import { CancelledBoardPage } from "./cancelled-board-page.tsx";

const AGAIN_S = "20";
const LIVE = { live: true } as const;

/**
 * The board and its event stream. The edge build (Cloudflare Workers) has no stream: there the page reloads
 * every 20 seconds.
 */
export const boardPages = new Pages()
  .get(
    "/fairs/:id/board",
    FAIR_READER,
    async (c) => {
      const ctx = c.get("ctx");
      const id = pathId(c);
      const fair = await getFair(ctx, { id });
      if (fair.phase === "cancelled") return htmlDocument(c, <CancelledBoardPage fair={fair} />);
      const [{ state }, site, viewer] = await Promise.all([readBoard(ctx, id), getSite(ctx), viewerToken(c)]);
      const events = ctx.edge ? null : `/fairs/${id}/board/events?${VIEWER_PARAM}=${viewer}`;
      const nonce = c.get("secureHeadersNonce") ?? "";
      if (!events) c.header("refresh", AGAIN_S);
      return htmlDocument(c, <BoardPage data={{ fair, state, site, nonce, events }} />);
    },
    LIVE,
  )
  .get(
    "/fairs/:id/board/events",
    FAIR_READER,
    async (c) => {
      const ctx = c.get("ctx");
      if (ctx.edge) throw notFound();
      return eventStream(c, (line) => watchBoard(ctx, { fairId: pathId(c), ...line }));
    },
    LIVE,
  );
