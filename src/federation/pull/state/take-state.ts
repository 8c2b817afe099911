import type { RequestContext } from "../../../platform/context.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import { type Incoming, OutboundError } from "../../../platform/outbound/index.ts";
import { askLog, type PeerLog, streamOf } from "../asking/ask.ts";
import { expectedOf, type Head } from "../asking/fetch-page.ts";
import { type ExchangeTools, kindsOf, type Outcome } from "../asking/outcome.ts";
import { PageFault } from "../reading/fault.ts";
import type { Expected } from "../reading/page.ts";
import { MANIFEST_MAX, readManifest, readPart } from "../reading/state.ts";
import { refusePage } from "../refuse-page.ts";
import { selectTaking, type Taking } from "../store/states.ts";
import { applyPart } from "./apply-part.ts";
import { beginState } from "./begin-state.ts";
import { finishState } from "./finish-state.ts";

/** The home reads its whole log for a manifest. */
const MANIFEST_MS = 120_000;
const PART_MS = 30_000;
const PART_MAX = 6_000_000;
/** Parts between two lines of the log that tell the progress. */
const SAID_EVERY = 100;

/** Work on a state: an outcome of the exchange, or an answer of the home that refuses. */
export type Step = Outcome | { kind: "refusal"; answer: Incoming };

const failed = (code: string): Outcome => ({ kind: "failed", code, retryAfterMs: 0 });

/** Runs one step. A fault in what the home sent is noted like that of a page. */
async function guarded(ctx: RequestContext, log: PeerLog, step: () => Promise<Step>): Promise<Step> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof OutboundError) return failed(error.code);
    if (!(error instanceof PageFault)) throw error;
    await refusePage(ctx, error, { stream: streamOf(log), city: log.peer.city });
    return { kind: "refused", code: error.code };
  }
}

/** Asks a log's home for a state and begins to take it. */
export const startState = (
  ctx: RequestContext,
  log: PeerLog,
  head: Head,
  tools: ExchangeTools,
): Promise<Step> =>
  guarded(ctx, log, async () => {
    const expected = await expectedOf(ctx, log, head);
    if (!expected) return failed("NO_DIRECTORY");
    const bounds = { totalMs: MANIFEST_MS, maxBytes: MANIFEST_MAX };
    const answer = await askLog(ctx, log, { epoch: head.epoch, path: "state", ...bounds }, tools);
    if (answer.status !== 200) return { kind: "refusal", answer };
    const manifest = await readManifest(Buffer.from(answer.body).toString(), expected);
    // A state that ends behind what is here would take it back.
    if (manifest.frontier.size < head.frontier.size) return failed("STATE_BEHIND");
    await beginState(ctx, { stream: streamOf(log), city: log.peer.city, epoch: head.epoch }, manifest);
    return { kind: "more" };
  });

async function takePart(
  ctx: RequestContext,
  log: PeerLog,
  of: { epoch: number; taking: Taking; expected: Expected },
  tools: ExchangeTools,
): Promise<Step> {
  const stream = streamOf(log);
  const { epoch, taking, expected } = of;
  const manifest = await readManifest(taking.manifest, expected);
  const { city } = log.peer;
  const part = manifest.parts[taking.partsTaken];
  if (!part) {
    await finishState(ctx, { stream, city, epoch }, { manifest, kinds: kindsOf(log, tools) });
    ctx.log.info({ stream, size: manifest.frontier.size }, "a state of a log is taken");
    ctx.ring("changes");
    return { kind: "more" };
  }
  const path = `state/${manifest.id}/${taking.partsTaken}`;
  const answer = await askLog(ctx, log, { epoch, path, totalMs: PART_MS, maxBytes: PART_MAX }, tools);
  if (answer.status !== 200) return { kind: "refusal", answer };
  const { size } = manifest.frontier;
  const entries = readPart(answer.body, { ...expected, part, size });
  const place = { stream, epoch, manifest: taking.manifest, part: taking.partsTaken };
  await applyPart(ctx, entries, { place, kinds: kindsOf(log, tools) });
  const [parts, of_] = [taking.partsTaken + 1, manifest.parts.length];
  if (parts % SAID_EVERY === 0) ctx.log.info({ stream, parts, of: of_ }, "a state of a log is being taken");
  return { kind: "more" };
}

/**
 * Goes on with the state that is being taken of a log, by one part. A state that is over, or whose key counts
 * no more, is begun anew. Returns null if none is being taken.
 */
export async function goOnWithState(
  ctx: RequestContext,
  log: PeerLog,
  head: Head,
  tools: ExchangeTools,
): Promise<Step | null> {
  const taking = await selectTaking(ctx.db, streamOf(log));
  if (!taking) return null;
  const expected = await expectedOf(ctx, log, head);
  if (!expected) return failed("NO_DIRECTORY");
  const known = await readManifest(taking.manifest, expected).catch(() => null);
  if (!known || known.until <= (await databaseNow(ctx.db))) return startState(ctx, log, head, tools);
  const step = await guarded(ctx, log, () =>
    takePart(ctx, log, { epoch: head.epoch, taking, expected }, tools),
  );
  const isGone = step.kind === "refusal" && step.answer.status === 404;
  return isGone ? startState(ctx, log, head, tools) : step;
}
