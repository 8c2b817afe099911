import { isAdvancing, isInDoubt, observe, type Seen, type SignalState } from "../rules.ts";
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
};

/**
 * Consequences of one look. `ends`: the source said that nothing more comes. `stray`: a picture is there, or
 * moves, that belongs to nobody who may send it. `changed`: the picture is lost, or there again.
 */
export type DecidedLook = {
  state: SignalState;
  plan: TakePlan;
  ends: boolean;
  failures: number;
  pauseMs: number;
  stray: boolean;
  changed: boolean;
};

/** Decides what one look means: for the state of the source, its takes and the signal of its livestream. */
export function decideLook(look: Look): DecidedLook {
  const { before, seen, take, starts, graceMs, due, atMs } = look;
  const step = observe(before, seen, atMs);
  const plan = planTakes({ step, take, starts, graceMs, atMs });
  const counts = plan.advance || !step.advanced;
  const state = counts ? step.state : { ...step.state, advancedAtMs: before.advancedAtMs };
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
    changed: isAdvancing(before, before.lookedAtMs) !== isAdvancing(state, atMs),
  };
}
