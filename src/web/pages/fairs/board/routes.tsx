import type { Context } from "hono";
import { getSite } from "../../../../cities/index.ts";
import { getFair, readBoard, watchBoard } from "../../../../fairs/index.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import type { Wire } from "../../../../platform/live/index.ts";
import { pathId } from "../../../forms.ts";
import { htmlDocument } from "../../../head/document.ts";
import { FAIR_READER } from "../../../policies.ts";
import { BoardPage } from "./board-page.tsx";
import { CancelledBoardPage } from "./cancelled-board-page.tsx";

const AGAIN_S = "20";

/** Parses the id of the last event that the screen received; null if it is absent or malformed. */
const seenOf = (text: string | undefined): number | null =>
  text && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** Returns Node's raw response; null on other platforms. */
const wireOf = (c: Context<Env>): Wire | null => (c.env as { outgoing?: Wire } | undefined)?.outgoing ?? null;

/**
 * The board and its event stream. The edge build (Cloudflare Workers) has no stream: there the page reloads
 * every 20 seconds.
 */
export const boardPages = new Pages()
  .get("/fairs/:id/board", FAIR_READER, async (c) => {
    const ctx = c.get("ctx");
    const id = pathId(c);
    const fair = await getFair(ctx, { id });
    if (fair.phase === "cancelled") return htmlDocument(c, <CancelledBoardPage fair={fair} />);
    const [{ state }, site] = await Promise.all([readBoard(ctx, id), getSite(ctx)]);
    const events = ctx.edge ? null : `/fairs/${id}/board/events`;
    const nonce = c.get("secureHeadersNonce") ?? "";
    if (!events) c.header("refresh", AGAIN_S);
    return htmlDocument(c, <BoardPage data={{ fair, state, site, nonce, events }} />);
  })
  .get("/fairs/:id/board/events", FAIR_READER, async (c) => {
    const ctx = c.get("ctx");
    if (ctx.edge) throw notFound();
    const after = seenOf(c.req.header("last-event-id"));
    const line = await watchBoard(ctx, { fairId: pathId(c), after, wire: wireOf(c) });
    return c.body(line, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Proxies must not buffer the stream.
      "transfer-encoding": "chunked",
      "x-accel-buffering": "no",
    });
  });
