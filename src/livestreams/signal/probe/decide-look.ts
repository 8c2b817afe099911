import { jumpSince, shiftState } from "../rules/clock.ts";
import { observe } from "../rules/observe.ts";
import { isAdvancing, isInDoubt } from "../rules/stall.ts";
import type { ClockReading, Seen, SignalState } from "../rules/state.ts";
import {
  failuresAfter,
  isStarting,
  type OpenTake,
  planTakes,
  type TakePlan,
  type TakeStart,
} from "../takes.ts";
import { lostInMs, pauseMs } from "./pause.ts";

export type Look = {
  before: SignalState;
  seen: Seen;
  take: OpenTake | null;
  starts: TakeStart;
  graceMs: number;
  /** Looks in a row before this one that have shown no moving picture. */
  failures: number;
  due: boolean;
  atMs: number;
  /** The clock at this look. Null without a steady one. */
  reading?: ClockReading | null;
};

/**
 * Consequences of one look. `ends`: the source said that nothing more comes. `stray`: a picture is there, or
 * moves, that belongs to nobody who may send it. `changed`: the picture is lost, or there again. `lost`: it
 * has stood still for too long. `jumpMs`: the clock jumped by so much since the look before, and all stored
 * times of the signal move with it.
 */
export type DecidedLook = {
  state: SignalState;
  plan: TakePlan;
  ends: boolean;
  failures: number;
  pauseMs: number;
  stray: boolean;
  changed: boolean;
  lost: boolean;
  jumpMs: number;
};

/** Moves the times of a take as the clock jumped. */
const shiftTake = (take: OpenTake | null, ms: number): OpenTake | null =>
  take && {
    ...take,
    startedAtMs: take.startedAtMs + ms,
    advancedAtMs: take.advancedAtMs === null ? null : take.advancedAtMs + ms,
  };

/** Decides what one look means: for the state of the source, its takes and the signal of its livestream. */
export function decideLook(look: Look): DecidedLook {
  const { seen, starts, graceMs, due, atMs, reading = null } = look;
  const jump = jumpSince(look.before, reading, atMs);
  const before = shiftState(look.before, jump);
  const take = shiftTake(look.take, jump);
  const step = observe(before, seen, atMs);
  const plan = planTakes({ step, take, starts, graceMs, atMs });
  const counts = plan.advance || !step.advanced;
  const advancedAtMs = counts ? step.state.advancedAtMs : before.advancedAtMs;
  const state = { ...step.state, advancedAtMs, reading };
  const [wasAdvancing, advances] = [isAdvancing(before, before.lookedAtMs), isAdvancing(state, atMs)];
  const failures = failuresAfter(look.failures, state, atMs);
  const connecting = plan.end === null && isStarting(take, atMs) && !plan.advance;
  const starting = connecting || isInDoubt(state, atMs);
  const found = before.timeline === null && step.state.timeline !== null;
  // The last fragment of a publisher who has just left is no other publisher.
  const moves = step.advanced && look.failures > 0;
  return {
    state,
    plan,
    ends: step.ended && isAdvancing(before, atMs),
    failures,
    pauseMs: pauseMs({ due, starting, failures, lostInMs: lostInMs(state, atMs) }),
    stray: starts === "publish" && (take === null || plan.end !== null) && (found || moves),
    changed: wasAdvancing !== advances,
    lost: wasAdvancing && !advances && !step.restarted,
    jumpMs: jump,
  };
}
