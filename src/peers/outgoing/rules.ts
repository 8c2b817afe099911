import type { OutgoingCommandState } from "../../../db/schema/federation.ts";

/** Longest pause between two tries, and the pause after the first failure, in milliseconds. */
const PAUSE_MAX_MS = 3_600_000;
const PAUSE_FIRST_MS = 1_000;

/**
 * Returns the pause before the next try, in milliseconds. It doubles with each failure, up to an hour. Up to
 * half of it is cut at random, so that many senders do not return at once. `retryAfterS` of the answer is the
 * least.
 */
export function pauseAfter({
  tries,
  retryAfterS,
  random,
}: {
  /** Tries that failed so far, at least 1. */
  tries: number;
  retryAfterS: number | null;
  /** A number from 0 to 1. */
  random: number;
}): number {
  const doubled = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** Math.min(tries - 1, 20));
  return Math.min(PAUSE_MAX_MS, Math.max(Math.round(doubled * (1 - random / 2)), (retryAfterS ?? 0) * 1_000));
}

/** Statuses of a client's error that a later try may overcome: time-out, too early, too many requests. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);
/** Status of a signature that the other city does not know yet, for example during a rotation of keys. */
const UNKNOWN_KEY = 401;

/**
 * Returns the state to which an answer leads. A permanent refusal is an answer: it ends the command. `null`
 * is no answer: the other city could not be reached.
 */
export function stateAfter(status: number | null): OutgoingCommandState {
  if (status === null || status >= 500 || LATER.has(status) || status === UNKNOWN_KEY) return "waiting";
  return status >= 200 && status < 300 ? "done" : "refused";
}
