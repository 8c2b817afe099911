import type { SignalFault, SignalState } from "./state.ts";

const STALL_MIN_MS = 8_000;
const STALL_MAX_MS = 60_000;
/** A fragment is seen up to one look after it came. */
const LOOK_MS = 2_000;

/**
 * Returns how long a picture may stand still before it counts as lost. A live playlist changes within 1.5
 * target durations (RFC 8216, section 6.2.2).
 */
export const stallMs = (targetS: number): number =>
  Math.min(STALL_MAX_MS, Math.max(STALL_MIN_MS, 2_000 * targetS + LOOK_MS));

/** Returns for how many seconds an advance of the picture counts as recent. */
export const freshS = ({ targetS }: SignalState): number => Math.ceil(stallMs(targetS) / 1_000);

/**
 * Returns after which time of standing still one more segment is in doubt. A streaming server that drops a
 * silent publisher writes what it holds of the picture as a last segment.
 */
const doubtMs = (targetS: number): number => 1_500 * targetS + LOOK_MS;

/**
 * Returns true if one more segment may be the last one of a publisher who fell silent: looks saw the picture
 * stand still, or none saw it for as long. A picture that moves brings more than one in this time.
 */
export function isDoubtful(
  { movedAtMs, stillAtMs, targetS }: SignalState,
  segments: number,
  atMs: number,
): boolean {
  if (segments > 1 || movedAtMs === null) return false;
  const seenMs = stillAtMs ?? movedAtMs;
  return Math.max(seenMs - movedAtMs, atMs - seenMs) >= doubtMs(targetS);
}

/**
 * Returns true while segments were seen that do not count yet. The next one tells whether a picture moves.
 */
export const isInDoubt = ({ inDoubt, movedAtMs, targetS }: SignalState, nowMs: number): boolean =>
  inDoubt && movedAtMs !== null && nowMs - movedAtMs <= stallMs(targetS);

/** Returns true while the newest movement is recent. */
export const isAdvancing = (state: SignalState, nowMs: number): boolean =>
  state.advancedAtMs !== null && nowMs - state.advancedAtMs <= stallMs(state.targetS);

/** Returns why a source shows no moving picture; null while it does, and before the first look. */
export function faultOf(state: SignalState, nowMs: number): SignalFault | null {
  if (isAdvancing(state, nowMs)) return null;
  return state.fault ?? (state.timeline ? "frozen" : null);
}
