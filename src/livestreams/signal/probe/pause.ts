import { isAdvancing, stallMs } from "../rules/stall.ts";
import type { SignalState } from "../rules/state.ts";

const EVERY_MS = 3_000;
const STARTING_MS = 1_000;
const SHORTEST_MS = 50;
const BACKOFF_MAX_MS = 60_000;

/**
 * Returns the pause from one look to the next. A source is looked at more often while its publisher has just
 * connected, and more seldom if it fails before the start of its livestream. A look comes when the picture
 * counts as lost if it stands still until then: live pages are told of the loss by it.
 */
export function pauseMs(of: {
  due: boolean;
  starting: boolean;
  failures: number;
  lostInMs?: number | null;
}): number {
  if (of.starting) return STARTING_MS;
  const pause = of.due ? EVERY_MS : Math.min(BACKOFF_MAX_MS, EVERY_MS * 2 ** Math.min(of.failures, 10));
  return of.lostInMs == null ? pause : Math.max(SHORTEST_MS, Math.min(pause, of.lostInMs));
}

/** Returns the time until a picture that stands still counts as lost; null if none advances. */
export const lostInMs = (state: SignalState, nowMs: number): number | null =>
  isAdvancing(state, nowMs) ? (state.advancedAtMs ?? nowMs) + stallMs(state.targetS) + 1 - nowMs : null;
