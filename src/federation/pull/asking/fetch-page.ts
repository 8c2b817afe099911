import { type Frontier, logName } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { type Incoming, type Outbound, OutboundError } from "../../../platform/outbound/index.ts";
import { checkpointVerifiers, cityInDirectory, logOrigin, refreshDirectory } from "../../directory/index.ts";
import { PageFault } from "../reading/fault.ts";
import { type Expected, type Page, readPage } from "../reading/page.ts";
import { askChanges, type PeerLog, streamOf } from "./ask.ts";

export type FetchTools = { fetch: Outbound; signal?: AbortSignal };

/** Epoch and tree of a log as they are here. */
export type Head = { epoch: number; frontier: Frontier };

/** What a question for a page came to. `expected` is what a faulty page should have continued. */
export type Fetched =
  | { kind: "page"; page: Page }
  | { kind: "fault"; fault: PageFault; expected: Expected }
  | { kind: "refusal"; answer: Incoming }
  | { kind: "failed"; code: string };

/** Returns what the next page must continue, with the keys that are valid now; null without a directory. */
export async function expectedOf(ctx: RequestContext, log: PeerLog, head: Head): Promise<Expected | null> {
  const { city } = log.peer;
  const stream = streamOf(log);
  const known = await cityInDirectory(ctx, city);
  if (!known) return null;
  return {
    log: logName(stream, head.epoch),
    origin: logOrigin(known.origin, stream, head.epoch),
    city,
    from: head.frontier,
    keys: checkpointVerifiers(known, { stream, epoch: head.epoch, at: known.now }),
  };
}

async function fetchText(fetch: Outbound, url: string): Promise<string> {
  const { status, body } = await fetch(url, { totalMs: 10_000, maxBytes: 1_000_000 });
  if (status !== 200) throw new Error(`the directory answered ${status}`);
  return Buffer.from(body).toString();
}

/** Fetches the directory again, unless another log of the node just did, and returns what holds now. */
async function expectedAgain(
  ctx: RequestContext,
  log: PeerLog,
  { head, tools }: { head: Head; tools: FetchTools },
): Promise<Expected | null> {
  await refreshDirectory(ctx, log.peer.city, (url) => fetchText(tools.fetch, url));
  return expectedOf(ctx, log, head);
}

/** Reads a page; for a key that is unknown, asks for the directory once more. */
async function readAnswer(
  ctx: RequestContext,
  log: PeerLog,
  { head, expected, body }: { head: Head; expected: Expected; body: Uint8Array },
  tools: FetchTools,
): Promise<Page> {
  try {
    return await readPage(body, expected);
  } catch (error) {
    const unknown = error instanceof PageFault && error.code === "UNKNOWN_KEY";
    const again = unknown && (await expectedAgain(ctx, log, { head, tools }));
    if (!again) throw error;
    return readPage(body, again);
  }
}

/**
 * Asks a log's home for the page after a head, and verifies it. `waitS`: how long the home may wait for an
 * entry. Writes nothing but a renewed directory.
 */
export async function fetchPage(
  ctx: RequestContext,
  log: PeerLog,
  { head, waitS }: { head: Head; waitS: number },
  tools: FetchTools,
): Promise<Fetched> {
  let expected = await expectedOf(ctx, log, head);
  if (!expected) expected = await expectedAgain(ctx, log, { head, tools });
  if (!expected) return { kind: "failed", code: "NO_DIRECTORY" };
  try {
    const question = { epoch: head.epoch, after: head.frontier.size, waitS };
    const answer = await askChanges(ctx, log, question, tools);
    if (answer.status !== 200) return { kind: "refusal", answer };
    return { kind: "page", page: await readAnswer(ctx, log, { head, expected, body: answer.body }, tools) };
  } catch (error) {
    if (error instanceof OutboundError) return { kind: "failed", code: error.code };
    if (error instanceof PageFault) return { kind: "fault", fault: error, expected };
    throw error;
  }
}

/**
 * A page that is fetched while the one before it is applied. It is used only if the log then stands where the
 * page continues.
 */
export type Ahead = {
  take(head: Head): Promise<Fetched> | null;
  keep(head: Head, fetched: Promise<Fetched>): void;
};

export function createAhead(): Ahead {
  let kept: { head: Head; fetched: Promise<Fetched> } | null = null;
  return {
    take({ epoch, frontier }) {
      const one = kept;
      kept = null;
      return one?.head.epoch === epoch && one.head.frontier.size === frontier.size ? one.fetched : null;
    },
    keep(head, fetched) {
      // A failure shows where the page is taken.
      fetched.catch(() => undefined);
      kept = { head, fetched };
    },
  };
}
