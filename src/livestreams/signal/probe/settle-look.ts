import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { tellSignal } from "../../copies/telling/index.ts";
import { appendState } from "../../livestream/index.ts";
import { freshS } from "../rules/stall.ts";
import { NO_SIGNAL, type Seen } from "../rules/state.ts";
import {
  beginTake,
  type DueSource,
  endTake,
  type LockedLook,
  lockLook,
  shiftSignal,
  writeAdvance,
  writeEnd,
  writeLook,
} from "../store/looks.ts";
import type { OpenTake, TakeStart } from "../takes.ts";
import { decideLook } from "./decide-look.ts";
import type { SteadyClock } from "./steady-clock.ts";

/**
 * `stray`: a picture is there, or moves, that belongs to nobody who may send it. Null: another process has
 * looked since.
 */
export type LookOutcome = { advancing: boolean; stray: boolean } | null;

type LookSeen = { source: DueSource; seen: Seen; starts: TakeStart; steady?: SteadyClock | null };

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
 * together. All times are of the database's clock. If it jumped since the look before, as `steady` tells,
 * they move with it. Writes nothing if another process has looked since.
 */
export async function settleLook(
  ctx: RequestContext,
  { source, seen, starts, steady = null }: LookSeen,
): Promise<LookOutcome> {
  requireSystem(ctx.actor);
  const fromMs = steady?.nowMs() ?? 0;
  return inTransaction(ctx, async (tx) => {
    const locked = await lockLook(tx, source);
    if (!locked) return null;
    const atMs = locked.now.getTime();
    const before = { ...NO_SIGNAL, ...locked.state };
    const take = openTake(locked);
    const { failures, graceS } = locked;
    const reading = steady && { by: steady.by, wallMs: locked.wallMs, fromMs, toMs: steady.nowMs() };
    const given = { before, seen, take, starts, failures, atMs, reading };
    const look = { ...given, graceMs: graceS * 1_000, due: source.due };
    const { state, plan, ends, lost, changed, stray, jumpMs, ...next } = decideLook(look);
    if (jumpMs !== 0) await shiftSignal(tx, source.livestreamId, jumpMs);
    if (plan.end && take) await endTake(tx, take.id, plan.end);
    if (plan.begin) await beginTake(tx, { id: ctx.ids.uuid(), livestreamId: source.livestreamId });
    const advance = { ageMs: atMs - (state.advancedAtMs ?? atMs), freshS: freshS(state) };
    if (plan.advance) await writeAdvance(tx, source.livestreamId, advance);
    if (ends || lost) await writeEnd(tx, source.livestreamId);
    await writeLook(tx, { ...source, ...next, state });
    // A picture before the livestream is on air is for its control room alone.
    if (changed && locked.onAir) await appendState(tx, source.livestreamId, "signal");
    if (locked.onAir) await tellSignal(tx, source.livestreamId);
    return { advancing: plan.advance, stray };
  });
}
