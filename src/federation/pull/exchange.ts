import {
  EMPTY,
  type Frontier,
  logHead,
  logName,
  rootOf,
  type SharedKind,
} from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { type Incoming, type Outbound, OutboundError } from "../../platform/outbound/index.ts";
import { checkpointVerifiers, cityInDirectory, logOrigin, refreshDirectory } from "../directory/index.ts";
import { applyPage } from "./apply-page.ts";
import { askChanges, type PeerLog, problemOf, retryAfterMs, streamOf, WAIT_S } from "./ask.ts";
import { enterEpoch } from "./enter-epoch.ts";
import { finishResync } from "./finish-resync.ts";
import { freezeLog } from "./freeze-log.ts";
import { PageFault } from "./reading/fault.ts";
import { type Expected, linesOf, PAGE_ENTRIES, type Page, readCheckpoint, readPage } from "./reading/page.ts";
import { refusePage } from "./refuse-page.ts";
import { followedLog } from "./store/logs.ts";

export type ExchangeTools = { fetch: Outbound; kinds: readonly SharedKind[]; signal?: AbortSignal };

/**
 * Outcome of one exchange. `more`: the home may have more. `even`: nothing more now. `answered`: the home
 * refused for good, which is no failure. `failed`: no answer of use. `refused`: the page had a fault.
 * `frozen`: nothing more before a person decides.
 */
export type Outcome =
  | { kind: "more" | "even" | "frozen" }
  | { kind: "answered"; code: string }
  | { kind: "refused"; code: string }
  | { kind: "failed"; code: string; retryAfterMs: number };

type Head = { epoch: number; frontier: Frontier };

const failed = (code: string, retryAfterMs = 0): Outcome => ({ kind: "failed", code, retryAfterMs });

/** Returns what the next page must continue, with the keys that are valid now; null without a directory. */
async function expectedOf(ctx: RequestContext, log: PeerLog, head: Head): Promise<Expected | null> {
  const { city } = log.peer;
  const stream = streamOf(log);
  const known = await cityInDirectory(ctx, city);
  if (!known) return null;
  return {
    log: logName(stream, head.epoch),
    origin: logOrigin(known.origin, stream, head.epoch),
    city,
    from: head.frontier,
    keys: checkpointVerifiers(known, { stream, epoch: head.epoch, at: await databaseNow(ctx.db) }),
  };
}

async function fetchText(fetch: Outbound, url: string): Promise<string> {
  const { status, body } = await fetch(url, { totalMs: 10_000, maxBytes: 1_000_000 });
  if (status !== 200) throw new Error(`the directory answered ${status}`);
  return Buffer.from(body).toString();
}

/** Fetches the directory again and returns true if it is another now. */
const renewed = (ctx: RequestContext, log: PeerLog, { fetch }: ExchangeTools) =>
  refreshDirectory(ctx, log.peer.city, (url) => fetchText(fetch, url));

/** Reads a page; for a key that is unknown, asks for the directory once more. */
async function readAnswer(
  ctx: RequestContext,
  log: PeerLog,
  { head, expected, body }: { head: Head; expected: Expected; body: Uint8Array },
  tools: ExchangeTools,
): Promise<Page> {
  try {
    return await readPage(body, expected);
  } catch (error) {
    const unknown = error instanceof PageFault && error.code === "UNKNOWN_KEY";
    const again = unknown && (await renewed(ctx, log, tools)) && (await expectedOf(ctx, log, head));
    if (!again) throw error;
    return readPage(body, again);
  }
}

/**
 * Returns the home's signed note of the size that is verified here, if its root is another. Both notes then
 * prove that the home forked its log.
 */
async function contradictionOf(
  ctx: RequestContext,
  log: PeerLog,
  { head, expected }: { head: Head; expected: Expected },
  tools: ExchangeTools,
): Promise<string | null> {
  const { size } = head.frontier;
  if (size === 0) return null;
  const question = { epoch: head.epoch, after: size - 1, limit: 1, waitS: 0 };
  try {
    const { status, body } = await askChanges(ctx, log, question, tools);
    if (status !== 200) return null;
    const told = await readCheckpoint(linesOf(body).pop() ?? "", expected);
    const differs = told.size === size && Buffer.compare(told.root, rootOf(head.frontier)) !== 0;
    return differs ? told.note : null;
  } catch (error) {
    if (error instanceof PageFault || error instanceof OutboundError) return null;
    throw error;
  }
}

/** Refuses a page: freezes a forked log, or notes the fault. */
async function refuse(
  ctx: RequestContext,
  log: PeerLog,
  at: { head: Head; expected: Expected; fault: PageFault },
  tools: ExchangeTools,
): Promise<Outcome> {
  const [stream, { city }] = [streamOf(log), log.peer];
  const contradiction =
    at.fault.code === "OTHER_ROOT" || at.fault.code === "OTHER_SIZE"
      ? await contradictionOf(ctx, log, at, tools)
      : null;
  if (contradiction) {
    await freezeLog(ctx, { stream, city, contradiction });
    return { kind: "frozen" };
  }
  await refusePage(ctx, at.fault, { stream, city });
  ctx.log.warn({ stream, fault: at.fault.code, seq: at.fault.seq }, "a page of a log was refused");
  return { kind: "refused", code: at.fault.code };
}

/** Answers to a refusal of the home. */
async function refusedBy(ctx: RequestContext, log: PeerLog, head: Head, answer: Incoming): Promise<Outcome> {
  const { code, epoch } = problemOf(answer);
  if (answer.status === 409 && epoch !== null && epoch > head.epoch) {
    await enterEpoch(ctx, { stream: streamOf(log), city: log.peer.city, epoch });
    return { kind: "more" };
  }
  const name = code || `HTTP_${answer.status}`;
  const passing = answer.status === 408 || answer.status === 425 || answer.status === 429;
  // A log that was pruned or is shorter than here is followed again once its home is repaired.
  const broken = answer.status === 409 || answer.status === 410 || answer.status === 416;
  if (answer.status >= 500 || passing || broken) return failed(name, retryAfterMs(answer));
  return { kind: "answered", code: name };
}

/** Applies a page. An empty one ends the reading of a new epoch. */
async function usePage(
  ctx: RequestContext,
  log: PeerLog,
  { page, epoch, resyncing }: { page: Page; epoch: number; resyncing: boolean },
  { kinds }: ExchangeTools,
): Promise<Outcome> {
  const stream = streamOf(log);
  const count = page.entries.length;
  const place = { stream, epoch, more: count === PAGE_ENTRIES, resyncing };
  const applied = await applyPage(ctx, page, { place, kinds });
  if (applied && count > 0) ctx.ring("changes");
  if (applied && resyncing && count === 0)
    await finishResync(ctx, { stream, epoch, city: log.peer.city }, kinds);
  return { kind: place.more || (resyncing && count > 0) ? "more" : "even" };
}

/**
 * Asks a log's home for the entries after those that are here, and applies them. Waits `waitS` seconds at
 * most for new ones. Throws only for faults of this node, such as a lost database.
 */
export async function exchange(
  ctx: RequestContext,
  log: PeerLog,
  tools: ExchangeTools,
  waitS = WAIT_S,
): Promise<Outcome> {
  const stream = streamOf(log);
  const { state } = await followedLog(ctx.db, stream, log.peer.city);
  if (state === "frozen") return { kind: "frozen" };
  const head: Head = (await logHead(ctx.db, stream)) ?? { epoch: 1, frontier: EMPTY };
  let expected = await expectedOf(ctx, log, head);
  if (!expected && (await renewed(ctx, log, tools))) expected = await expectedOf(ctx, log, head);
  if (!expected) return failed("NO_DIRECTORY");
  let answer: Incoming;
  try {
    const question = { epoch: head.epoch, after: head.frontier.size };
    const holdS = state === "resyncing" ? 0 : waitS;
    answer = await askChanges(ctx, log, { ...question, waitS: holdS }, tools);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return failed(error.code);
  }
  if (answer.status !== 200) return refusedBy(ctx, log, head, answer);
  let page: Page;
  try {
    page = await readAnswer(ctx, log, { head, expected, body: answer.body }, tools);
  } catch (error) {
    if (!(error instanceof PageFault)) throw error;
    return refuse(ctx, log, { head, expected, fault: error }, tools);
  }
  return usePage(ctx, log, { page, epoch: head.epoch, resyncing: state === "resyncing" }, tools);
}
