import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { tellSignal } from "../../copies/telling/index.ts";
import { appendState } from "../../livestream/index.ts";
import { isAdvancing, isInDoubt, NO_SIGNAL, observe, type Seen, stallMs } from "../rules.ts";
import {
  beginTake,
  type DueSource,
  endTake,
  type LockedLook,
  lockLook,
  writeAdvance,
  writeEnd,
  writeLook,
} from "../store/looks.ts";
import { failuresAfter, isStarting, type OpenTake, planTakes, type TakeStart } from "../takes.ts";
import { lostInMs, pauseMs } from "./pause.ts";

/**
 * `stray`: a picture is there, or moves, that belongs to nobody who may send it. Null: another process has
 * looked since.
 */
export type LookOutcome = { advancing: boolean; stray: boolean } | null;

function openTake({ takeId, takeStartedAt, takeAdvancedAt }: LockedLook): OpenTake | null {
  if (!takeId || !takeStartedAt) return null;
  return {
    id: takeId,
    startedAtMs: takeStartedAt.getTime(),
    advancedAtMs: takeAdvancedAt?.getTime() ?? null,
  };
}

/**
 * Writes what one look at a source saw: the state of the source, its takes and the signal of its livestream,
 * together. All times are of the database's clock. Writes nothing if another process has looked since.
 */
export async function settleLook(
  ctx: RequestContext,
  { source, seen, starts }: { source: DueSource; seen: Seen; starts: TakeStart },
): Promise<LookOutcome> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const locked = await lockLook(tx, source);
    if (!locked) return null;
    const atMs = locked.now.getTime();
    const before = { ...NO_SIGNAL, ...locked.state };
    const take = openTake(locked);
    const step = observe(before, seen, atMs);
    const plan = planTakes({ step, take, starts, graceMs: locked.graceS * 1_000, atMs });
    if (plan.end && take) await endTake(tx, take.id, plan.end);
    if (plan.begin) await beginTake(tx, { id: ctx.ids.uuid(), livestreamId: source.livestreamId });
    if (plan.advance)
      await writeAdvance(tx, source.livestreamId, Math.ceil(stallMs(step.state.targetS) / 1_000));
    if (step.ended && isAdvancing(before, atMs)) await writeEnd(tx, source.livestreamId);
    const counts = plan.advance || !step.advanced;
    const state = counts ? step.state : { ...step.state, advancedAtMs: before.advancedAtMs };
    const failures = failuresAfter(locked.failures, state, atMs);
    const connecting = plan.end === null && isStarting(take, atMs) && !plan.advance;
    const starting = connecting || isInDoubt(state, atMs);
    const pause = pauseMs({ due: source.due, starting, failures, lostInMs: lostInMs(state, atMs) });
    await writeLook(tx, { ...source, state, failures, pauseMs: pause });
    const found = before.timeline === null && step.state.timeline !== null;
    // The last fragment of a publisher who has just left is no other publisher.
    const moves = step.advanced && locked.failures > 0;
    const stray = starts === "publish" && (take === null || plan.end !== null) && (found || moves);
    const changed = isAdvancing(before, before.lookedAtMs) !== isAdvancing(state, atMs);
    // A picture before the livestream is on air is for its control room alone.
    if (changed && locked.onAir) await appendState(tx, source.livestreamId, "signal");
    if (locked.onAir) await tellSignal(tx, source.livestreamId);
    return { advancing: plan.advance, stray };
  });
}
