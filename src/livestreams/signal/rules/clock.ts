import type { ClockReading, SignalState } from "./state.ts";

/** Smaller jumps change nothing that people see. */
export const JUMP_MIN_MS = 1_000;

/**
 * Returns how far the database's clock jumped between two readings: more than 0 if forward, less if back. 0
 * if they may differ by the time that passed, or if nobody knows.
 */
export function jumpMs(before: ClockReading | null | undefined, now: ClockReading | null): number {
  if (!before || !now || before.by !== now.by) return 0;
  const wallMs = now.wallMs - before.wallMs;
  const [leastMs, mostMs] = [now.fromMs - before.toMs, now.toMs - before.fromMs];
  const jump = wallMs > mostMs ? wallMs - mostMs : Math.min(0, wallMs - leastMs);
  return Math.abs(jump) < JUMP_MIN_MS ? 0 : Math.round(jump);
}

/**
 * Returns how far the clock jumped since the last look. Without a steady clock, only a look before that one
 * shows a jump: at least back to it.
 */
export const jumpSince = (
  { reading, lookedAtMs }: SignalState,
  now: ClockReading | null,
  atMs: number,
): number => {
  const known = jumpMs(reading, now);
  if (known !== 0) return known;
  return lookedAtMs - atMs >= JUMP_MIN_MS ? atMs - lookedAtMs : 0;
};

/** Moves all times of a state by this much, so that each is as old as it was before the clock jumped. */
export function shiftState(state: SignalState, ms: number): SignalState {
  if (ms === 0) return state;
  const by = (time: number | null) => (time === null ? null : time + ms);
  return {
    ...state,
    advancedAtMs: by(state.advancedAtMs),
    movedAtMs: by(state.movedAtMs),
    stillAtMs: by(state.stillAtMs),
    restartedAtMs: by(state.restartedAtMs),
    loopingUntilMs: by(state.loopingUntilMs),
    lookedAtMs: state.lookedAtMs + ms,
  };
}
