import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { sendByWire, type Wire } from "../../live/index.ts";
import type { Env } from "../env.ts";

/** Query parameter with the number of the event that the page shows, for a page's first connection. */
const AFTER_PARAM = "after";

/** Parses the number of the last event that the client received; null if it is absent or malformed. */
const seenOf = (text: string | undefined): number | null =>
  text && /^\d{1,9}$/.test(text) ? Number(text) : null;

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // Proxies must not buffer the stream.
  "transfer-encoding": "chunked",
  "x-accel-buffering": "no",
} as const;

type Outgoing = Wire & { writeHead(status: number, headers: Record<string, string | string[]>): unknown };

/** Returns Node's raw response; undefined on other platforms. */
const outgoingOf = (c: Context<Env>) => (c.env as { outgoing?: Outgoing } | undefined)?.outgoing;

/**
 * Answers with a stream of server-sent events. `open` opens it for a line: after the event that a
 * reconnecting client received last, or that the page shows.
 */
export async function eventStream(
  c: Context<Env>,
  open: (line: { after: number | null }) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> {
  const after = seenOf(c.req.header("last-event-id")) ?? seenOf(c.req.query(AFTER_PARAM));
  const stream = await open({ after });
  c.set("line", stream);
  return c.body(stream, 200, HEADERS);
}

/** Answers with a stream of server-sent events that several lines of hubs were joined to. */
export const joinedStream = (c: Context<Env>, stream: ReadableStream<Uint8Array>): Response =>
  c.body(stream, 200, HEADERS);

function headersOf({ headers }: Response): Record<string, string | string[]> {
  const cookies = headers.getSetCookie();
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { "set-cookie": cookies }) };
}

/** Returns a response that tells the adapter for Node that all is written already. */
function alreadySent(): Response {
  const sent = new Response(null, { headers: { "x-hono-already-sent": "true" } });
  // The adapter sends a response by itself whose body nobody has asked for.
  void sent.body;
  return sent;
}

/**
 * Sends event streams by Node's response itself. Streams, request and context of a line are then not held for
 * as long as the line is open. Install it first: no middleware can change the headers afterwards.
 */
export const eventLines = createMiddleware<Env>(async (c, next) => {
  await next();
  const stream = c.get("line");
  if (!stream) return;
  if (c.error || c.req.method === "HEAD") return stream.cancel();
  const outgoing = outgoingOf(c);
  if (!outgoing) return;
  const { res } = c;
  // Hono's setter of `c.res` copies the headers of the previous response, so that response is removed first.
  c.res = undefined;
  c.res = alreadySent();
  outgoing.writeHead(res.status, headersOf(res));
  await sendByWire(stream, outgoing);
});
