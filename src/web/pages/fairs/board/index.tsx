import type { Context } from "hono";
import { getSite } from "../../../../cities/index.ts";
import { getFair, readBoard, type Wire, watchBoard } from "../../../../fairs/index.ts";
import { missing } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { idOf } from "../../../forms.ts";
import { htmlDocument } from "../../../head/document.ts";
import { BoardPage, CalledOffBoard } from "./board.tsx";

const policy = { who: "anyone", on: { record: "fair", param: "id", by: "readers" } } as const;
const AGAIN_S = "20";

/** The last event a screen has seen, as its browser says it. */
const seenOf = (text: string | undefined): number | null =>
  text && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** What Node answers with, where Node does. */
const wireOf = (c: Context<Env>): Wire | null => (c.env as { outgoing?: Wire } | undefined)?.outgoing ?? null;

/** The board of a fair, and its live line. At the edge no line stays open: the page is read again every 20 seconds. */
export const boardPages = new Pages()
  .get("/fairs/:id/board", policy, async (c) => {
    const ctx = c.get("ctx");
    const id = idOf(c);
    const fair = await getFair(ctx, { id });
    if (fair.phase === "cancelled") return htmlDocument(c, <CalledOffBoard fair={fair} />);
    const [{ state }, site] = await Promise.all([readBoard(ctx, id), getSite(ctx)]);
    const events = ctx.edge ? null : `/fairs/${id}/board/events`;
    const nonce = c.get("secureHeadersNonce") ?? "";
    if (!events) c.header("refresh", AGAIN_S);
    return htmlDocument(c, <BoardPage data={{ fair, state, site, nonce, events }} />);
  })
  .get("/fairs/:id/board/events", policy, async (c) => {
    const ctx = c.get("ctx");
    if (ctx.edge) throw missing();
    const after = seenOf(c.req.header("last-event-id"));
    const line = await watchBoard(ctx, { fairId: idOf(c), after, wire: wireOf(c) });
    return c.body(line, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Sent at once, and not gathered by what stands between us and the screen.
      "transfer-encoding": "chunked",
      "x-accel-buffering": "no",
    });
  });
