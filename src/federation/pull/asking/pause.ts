import type { Breaker } from "../breaker.ts";
import type { Outcome } from "./outcome.ts";

/** Pause after the home's answer that a log is not there, or not for this reader. */
const ANSWERED_MS = { public: 5_000, other: 60_000 };
/** Pause for each followed node within which the first question is spread, and its bound. */
const FIRST_MS = { each: 10, longest: 5_000 };

/**
 * Breakers of one log. `peer`: of the connection, shared by all logs of the node. `faults`: of this log's
 * pages.
 */
export type LogBreakers = { peer: Breaker; faults: Breaker; audience: string };

/**
 * Returns the rest of a pause that another log's failure began, else 0. Logs of a node fail together when it
 * restarts, and that counts once.
 */
const joinedMs = (peer: Breaker): number => (peer.state() === "probing" ? 0 : peer.waitMs());

/**
 * Returns the pause in milliseconds after an outcome, 0 for none. Failures of the connection count for all
 * logs of a node; a faulty page delays its own log alone.
 */
export function pauseOf(outcome: Outcome, { peer, faults, audience }: LogBreakers): number {
  if (outcome.kind === "failed") return joinedMs(peer) || peer.failed(outcome.retryAfterMs);
  peer.succeeded();
  if (outcome.kind === "refused") return faults.failed();
  faults.succeeded();
  if (outcome.kind !== "answered") return 0;
  return audience === "public" ? ANSWERED_MS.public : ANSWERED_MS.other;
}

/**
 * Returns the pause in milliseconds before the first question to a node, by the number of nodes that are
 * followed. So a node that starts does not ask all at once, and many that start together do not ask one.
 */
export const firstPauseMs = (nodes: number, random: () => number): number =>
  random() * Math.min(FIRST_MS.longest, FIRST_MS.each * nodes);
