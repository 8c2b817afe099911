import type { FollowedLogState } from "../../../db/schema/federation.ts";
import { EMPTY, logHead, rootOf, type SharedKind } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { type Incoming, OutboundError } from "../../platform/outbound/index.ts";
import { repairCopies } from "../digest/index.ts";
import { applyPage } from "./apply-page.ts";
import { askChanges, type PeerLog, problemOf, retryAfterMs, streamOf, WAIT_S } from "./asking/ask.ts";
import { fetchPage, type Head } from "./asking/fetch-page.ts";
import { freshnessOf } from "./asking/freshness.ts";
import { type ExchangeTools, kindsOf, type Outcome } from "./asking/outcome.ts";
import { enterEpoch } from "./enter-epoch.ts";
import { freezeLog } from "./freeze-log.ts";
import { PageFault } from "./reading/fault.ts";
import {
  type Expected,
  linesOf,
  PAGE_ENTRIES,
  type Page,
  readCheckpoint,
  readKinds,
} from "./reading/page.ts";
import { refusePage } from "./refuse-page.ts";
import { isFarBehind } from "./state/far-behind.ts";
import { finishResync } from "./state/finish-resync.ts";
import { goOnWithState, type Step, startState } from "./state/take-state.ts";
import { followedLog } from "./store/logs.ts";

const failed = (code: string, retryAfterMs = 0): Outcome => ({ kind: "failed", code, retryAfterMs });

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

/** Returns what a step of taking a state came to. */
const settled = async (ctx: RequestContext, log: PeerLog, head: Head, step: Step): Promise<Outcome> =>
  step.kind === "refusal" ? refusedBy(ctx, log, head, step.answer) : step;

/**
 * Ends the reading of a new epoch. The home lost versions with its restore, so copies of them are replaced by
 * what the new log tells.
 */
async function repairAfter(
  ctx: RequestContext,
  log: PeerLog,
  { epoch, kinds }: { epoch: number; kinds: readonly SharedKind[] },
): Promise<void> {
  const stream = streamOf(log);
  await finishResync(ctx, { stream, epoch, city: log.peer.city }, kinds);
  if (log.audience === "public") await repairCopies(ctx, { stream });
}

/** Fetches a page while the one before it is applied, and reads its payloads. */
async function fetchAhead(ctx: RequestContext, log: PeerLog, head: Head, tools: ExchangeTools) {
  const fetched = await fetchPage(ctx, log, { head, waitS: 0 }, tools);
  if (fetched.kind === "page") await readKinds(fetched.page, kindsOf(log, tools));
  return fetched;
}

/** Applies a page, and fetches the next one meanwhile. An empty page ends the reading of a new epoch. */
async function usePage(
  ctx: RequestContext,
  log: PeerLog,
  { page, epoch, state }: { page: Page; epoch: number; state: FollowedLogState },
  tools: ExchangeTools,
): Promise<Outcome> {
  const resyncing = state === "resyncing";
  const stream = streamOf(log);
  const count = page.entries.length;
  const freshAt = await freshnessOf(ctx, log, page.note);
  const place = { stream, epoch, more: count === PAGE_ENTRIES, resyncing, freshAt };
  const next: Head = { epoch, frontier: page.frontier };
  if (place.more && state === "following" && (await isFarBehind(ctx, log, next, tools))) {
    const step = await startState(ctx, log, next, tools);
    if (step.kind === "more") return step;
  }
  const kinds = kindsOf(log, tools);
  const applying = applyPage(ctx, page, { place, kinds });
  if (place.more) tools.ahead?.keep(next, fetchAhead(ctx, log, next, tools));
  const applied = await applying;
  if (applied && count > 0) ctx.ring("changes");
  if (applied && resyncing && count === 0) await repairAfter(ctx, log, { epoch, kinds });
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
  const { state, taking } = await followedLog(ctx.db, stream, log.peer.city);
  if (state === "frozen") return { kind: "frozen" };
  const resyncing = state === "resyncing";
  const head: Head = (await logHead(ctx.db, stream)) ?? { epoch: 1, frontier: EMPTY };
  const step = taking ? await goOnWithState(ctx, log, head, tools) : null;
  if (step) return settled(ctx, log, head, step);
  const kept = tools.ahead?.take(head);
  const fetched = await (kept ?? fetchPage(ctx, log, { head, waitS: resyncing ? 0 : waitS }, tools));
  if (fetched.kind === "failed") return failed(fetched.code);
  if (fetched.kind === "refusal" && fetched.answer.status === 410) {
    const begun = await startState(ctx, log, head, tools);
    return begun.kind === "refusal" ? failed("LOG_PRUNED") : begun;
  }
  if (fetched.kind === "refusal") return refusedBy(ctx, log, head, fetched.answer);
  if (fetched.kind === "fault") return refuse(ctx, log, { head, ...fetched }, tools);
  return usePage(ctx, log, { page: fetched.page, epoch: head.epoch, state }, tools);
}
