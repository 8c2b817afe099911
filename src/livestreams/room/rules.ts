import type { HandoverEnd } from "../../../db/schema/index.ts";

/**
 * States of a hand-over. `proposed`: the other room has not accepted it. `late`: its time has come, and the
 * other livestream is not live. `handed`: viewers were sent on. `missed`: it was late for too long.
 */
export const HANDOVER_STATES = [
  "proposed",
  "counting",
  "late",
  "handed",
  "takenBack",
  "declined",
  "missed",
] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

/** Time after which a hand-over that was not done is missed, in milliseconds. */
export const MISSED_MS = 10 * 60_000;

export type HandoverTimes = {
  dueAt: Date;
  acceptedAt: Date | null;
  handedAt: Date | null;
  closedAt: Date | null;
  reason: HandoverEnd | null;
};

/** Returns the state of a hand-over at `now`. */
export function handoverState(of: HandoverTimes, now: Date): HandoverState {
  if (of.reason) return of.reason;
  if (of.handedAt) return "handed";
  if (now.getTime() >= of.dueAt.getTime() + MISSED_MS) return "missed";
  if (!of.acceptedAt) return "proposed";
  return now >= of.dueAt ? "late" : "counting";
}

const OPEN: ReadonlySet<HandoverState> = new Set(["proposed", "counting", "late"]);
const PUBLIC: ReadonlySet<HandoverState> = new Set(["counting", "late", "handed"]);

/** Returns true while a hand-over can still be accepted, declined or taken back. */
export const isOpen = (state: HandoverState): boolean => OPEN.has(state);

/** Returns true if viewers may know of the hand-over. One that nobody accepted is the rooms' own matter. */
export const isPublic = (state: HandoverState): boolean => PUBLIC.has(state);

/** Returns true if the programme is elsewhere: it was given on after it was last taken. */
export const isAway = (gives: HandoverTimes | null, takes: HandoverTimes | null): boolean =>
  gives?.handedAt != null && (takes?.handedAt == null || gives.handedAt > takes.handedAt);
