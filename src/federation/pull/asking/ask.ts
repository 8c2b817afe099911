import type { RequestContext } from "../../../platform/context.ts";
import type { Incoming, Outbound } from "../../../platform/outbound/index.ts";
import { signFor } from "../../requests/index.ts";
import { PAGE_ENTRIES, PAGE_MAX } from "../reading/page.ts";
import type { Peer } from "../store/logs.ts";

/** Longest time that a home holds back an empty answer, in seconds. */
export const WAIT_S = 25;
/** Time for an answer besides that wait. */
const ANSWER_MS = 10_000;

/** A log that a hosted city `reader` of this node follows. Its stream is `<peer's city>/<audience>`. */
export type PeerLog = { peer: Peer; audience: string; reader: string };

export const streamOf = ({ peer, audience }: PeerLog): string => `${peer.city}/${audience}`;

export type Question = { epoch: number; after: number; limit?: number; waitS: number };

/** What is asked of a log: the part of the address after it, and the bounds of the answer. */
export type LogQuestion = { epoch: number; path: string; totalMs: number; maxBytes: number };

/** Asks a log's home. Signs the request in the name of the reader. */
export async function askLog(
  ctx: RequestContext,
  log: PeerLog,
  { epoch, path, totalMs, maxBytes }: LogQuestion,
  tools: { fetch: Outbound; signal?: AbortSignal },
): Promise<Incoming> {
  const { url, city } = log.peer;
  const address = `${url}/fed/v1/log/${city}/${log.audience.replace("/", "-")}/${epoch}/${path}`;
  const signed = await signFor(ctx, log.reader, { method: "GET", url: address });
  return tools.fetch(address, {
    headers: { accept: "application/x-ndjson", ...signed },
    totalMs,
    maxBytes,
    ...(tools.signal && { signal: tools.signal }),
  });
}

/** Asks a log's home for the entries after one. */
export const askChanges = (
  ctx: RequestContext,
  log: PeerLog,
  { epoch, after, limit = PAGE_ENTRIES, waitS }: Question,
  tools: { fetch: Outbound; signal?: AbortSignal },
): Promise<Incoming> => {
  const path = `changes?after=${after}&limit=${limit}&wait=${waitS}`;
  const bounds = { totalMs: waitS * 1_000 + ANSWER_MS, maxBytes: PAGE_MAX };
  return askLog(ctx, log, { epoch, path, ...bounds }, tools);
};

/** Returns the pause that an answer asks for in milliseconds, 0 for none. */
export function retryAfterMs({ headers }: Pick<Incoming, "headers">): number {
  const seconds = Number(headers["retry-after"] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}

/** Returns code and present epoch that a refusal names, if it is a problem document. */
export function problemOf({ body }: Pick<Incoming, "body">): { code: string; epoch: number | null } {
  try {
    const { code, facts } = JSON.parse(Buffer.from(body).toString());
    const epoch = Number.isSafeInteger(facts?.epoch) && facts.epoch > 0 ? facts.epoch : null;
    return { code: typeof code === "string" ? code.slice(0, 40) : "", epoch };
  } catch {
    return { code: "", epoch: null };
  }
}
