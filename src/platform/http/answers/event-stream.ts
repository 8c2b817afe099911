import type { Context } from "hono";
import type { Wire } from "../../live/index.ts";
import type { Env } from "../env.ts";

type Line = { after: number | null; wire: Wire | null };

/** Query parameter with the number of the event that the page shows, for a page's first connection. */
const AFTER_PARAM = "after";

/** Parses the number of the last event that the client received; null if it is absent or malformed. */
const seenOf = (text: string | undefined): number | null =>
  text && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** Returns Node's raw response; null on other platforms. */
const wireOf = (c: Context<Env>): Wire | null => (c.env as { outgoing?: Wire } | undefined)?.outgoing ?? null;

/**
 * Answers with a stream of server-sent events. `open` opens it for a line: after the event that a
 * reconnecting client received last, or that the page shows.
 */
export async function eventStream(
  c: Context<Env>,
  open: (line: Line) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> {
  const after = seenOf(c.req.header("last-event-id")) ?? seenOf(c.req.query(AFTER_PARAM));
  return c.body(await open({ after, wire: wireOf(c) }), 200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // Proxies must not buffer the stream.
    "transfer-encoding": "chunked",
    "x-accel-buffering": "no",
  });
}
