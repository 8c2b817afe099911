import type { MediaPlaylist } from "../playlist/schema.ts";
import type { Timeline } from "./movement.ts";

/** Reasons why a source shows no moving picture. */
export const SIGNAL_FAULTS = [
  "addressInvalid",
  "addressRefused",
  "unreachable",
  "slow",
  "redirect",
  "absent",
  "status",
  "tooLarge",
  "notPlaylist",
  "malformed",
  "empty",
  "frozen",
  "shrinking",
  "looping",
  "ended",
] as const;
export type SignalFault = (typeof SIGNAL_FAULTS)[number];

/**
 * One reading of the database's clock, and of a steady clock before and after it. `by` names the steady
 * clock: readings of two clocks are not compared. All in milliseconds.
 */
export type ClockReading = { by: string; wallMs: number; fromMs: number; toMs: number };

/**
 * Everything that is remembered of a source between two looks. Times are of one clock, in milliseconds.
 * `advancedAtMs` is the newest look that saw the picture advance, or the time of the newest frame if that was
 * before it for certain. `movedAtMs` is the newest look that saw a
 * new segment, whether or not that counted. `stillAtMs` is the newest look since then that saw none.
 */
export type SignalState = {
  timeline: Timeline | null;
  targetS: number;
  advancedAtMs: number | null;
  movedAtMs: number | null;
  stillAtMs: number | null;
  /** The newest segments do not count yet: the next one tells whether a picture moves. */
  inDoubt: boolean;
  /** The newest look at which the numbers had started anew. */
  restartedAtMs: number | null;
  /** Until this time a picture that starts anew again and again counts as none. */
  loopingUntilMs: number | null;
  lookedAtMs: number;
  fault: SignalFault | null;
  /** The clock at that look. Null if its looker has no steady one. */
  reading: ClockReading | null;
};

export const NO_SIGNAL: SignalState = {
  timeline: null,
  targetS: 0,
  advancedAtMs: null,
  movedAtMs: null,
  stillAtMs: null,
  inDoubt: false,
  restartedAtMs: null,
  loopingUntilMs: null,
  lookedAtMs: 0,
  fault: null,
  reading: null,
};

/** Forgets the run of numbers as a new publisher starts: the next look is the first of its take. */
export const startAnew = (state: SignalState): SignalState => ({
  ...NO_SIGNAL,
  lookedAtMs: state.lookedAtMs,
});

/**
 * Outcome of one look at a source. `address`: the playlist that names its fragments. `bandwidth`: bits a
 * second of the best quality, if the source has several.
 */
export type Seen =
  | { playlist: MediaPlaylist; address?: string; bandwidth?: number | null }
  | { fault: SignalFault };

export type Step = {
  state: SignalState;
  /** The picture moved since the previous look at the same run of numbers. */
  advanced: boolean;
  /** The numbers started anew, so this is another take. */
  restarted: boolean;
  /** The server says that nothing more comes. */
  ended: boolean;
};
