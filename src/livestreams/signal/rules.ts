import type { MediaPlaylist } from "./playlist/schema.ts";

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

/** The newest playlist that moved: numbers of its first and last segment with a picture, and their paths. */
export type Timeline = { first: number; firstPath: string; last: number; lastPath: string };

/**
 * Everything that is remembered of a source between two looks. Times are of one clock, in milliseconds.
 * `advancedAtMs` is the newest look that saw the picture advance. `movedAtMs` is the newest look that saw a
 * new segment, whether or not that counted. `stillAtMs` is the newest look since then that saw none.
 */
export type SignalState = {
  timeline: Timeline | null;
  targetS: number;
  advancedAtMs: number | null;
  movedAtMs: number | null;
  stillAtMs: number | null;
  /** The newest look at which the numbers had started anew. */
  restartedAtMs: number | null;
  /** Until this time a picture that starts anew again and again counts as none. */
  loopingUntilMs: number | null;
  lookedAtMs: number;
  fault: SignalFault | null;
};

export const NO_SIGNAL: SignalState = {
  timeline: null,
  targetS: 0,
  advancedAtMs: null,
  movedAtMs: null,
  stillAtMs: null,
  restartedAtMs: null,
  loopingUntilMs: null,
  lookedAtMs: 0,
  fault: null,
};

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

const LOOP_MS = 60_000;
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
function isDoubtful({ movedAtMs, stillAtMs, targetS }: SignalState, segments: number, atMs: number): boolean {
  if (segments > 1 || movedAtMs === null) return false;
  const seenMs = stillAtMs ?? movedAtMs;
  return Math.max(seenMs - movedAtMs, atMs - seenMs) >= doubtMs(targetS);
}

/**
 * Returns true while segments were seen that do not count yet. The next one tells whether a picture moves.
 */
export const isInDoubt = ({ advancedAtMs, movedAtMs, targetS }: SignalState, nowMs: number): boolean =>
  movedAtMs !== null &&
  movedAtMs > (advancedAtMs ?? Number.NEGATIVE_INFINITY) &&
  nowMs - movedAtMs <= stallMs(targetS);

/** Returns true while the newest movement is recent. */
export const isAdvancing = (state: SignalState, nowMs: number): boolean =>
  state.advancedAtMs !== null && nowMs - state.advancedAtMs <= stallMs(state.targetS);

/** Returns why a source shows no moving picture; null while it does, and before the first look. */
export function faultOf(state: SignalState, nowMs: number): SignalFault | null {
  if (isAdvancing(state, nowMs)) return null;
  return state.fault ?? (state.timeline ? "frozen" : null);
}

function timelineOf({ sequence, segments }: MediaPlaylist): Timeline | null {
  const at = segments.flatMap(({ gap }, i) => (gap ? [] : [i]));
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    first: sequence + first,
    firstPath: segments[first]?.path ?? "",
    last: sequence + last,
    lastPath: segments[last]?.path ?? "",
  };
}

type Movement = "first" | "forward" | "still" | "shrunk" | "restarted";

/**
 * Compares a playlist with the newest one that moved. Both are of one run of numbers if a number that they
 * share names the same segment. A smaller number without such a segment starts a new run. A larger one does
 * not: between two looks the playlist may move on by more than its length.
 */
function movementOf(before: Timeline | null, now: Timeline, { sequence, segments }: MediaPlaylist): Movement {
  if (!before) return "first";
  const pathAt = (number: number) => segments[number - sequence]?.path;
  const shared = [
    { path: pathAt(before.last), was: before.lastPath },
    { path: pathAt(before.first), was: before.firstPath },
  ].filter(({ path }) => path !== undefined);
  if (shared.some(({ path, was }) => path !== was)) return "restarted";
  if (now.last > before.last) return "forward";
  if (shared.length === 0) return "restarted";
  return now.last === before.last ? "still" : "shrunk";
}

/** Moves all times into the past if the clock was set back, so that no picture seems newer than the look. */
function withoutFuture(state: SignalState, atMs: number): SignalState {
  const clamp = (ms: number | null) => (ms === null ? null : Math.min(ms, atMs));
  const until = state.loopingUntilMs;
  return {
    ...state,
    advancedAtMs: clamp(state.advancedAtMs),
    movedAtMs: clamp(state.movedAtMs),
    stillAtMs: clamp(state.stillAtMs),
    restartedAtMs: clamp(state.restartedAtMs),
    loopingUntilMs: until === null ? null : Math.min(until, atMs + LOOP_MS),
  };
}

const quiet = (state: SignalState): Step => ({ state, advanced: false, restarted: false, ended: false });

/** Starts a new run of numbers. The second such start within a minute is a loop. */
function restart(state: SignalState, timeline: Timeline, atMs: number): Step {
  const again = state.restartedAtMs !== null && atMs - state.restartedAtMs <= LOOP_MS;
  const next: SignalState = {
    ...state,
    timeline,
    advancedAtMs: null,
    movedAtMs: atMs,
    stillAtMs: null,
    restartedAtMs: atMs,
    loopingUntilMs: again ? atMs + LOOP_MS : state.loopingUntilMs,
    fault: again ? "looping" : null,
  };
  return { ...quiet(next), restarted: true };
}

/** Adds new segments of the same run. One segment after a pause does not count until another one follows. */
function forward(read: SignalState, timeline: Timeline, atMs: number): Step {
  const { loopingUntilMs } = read;
  if (loopingUntilMs !== null && atMs < loopingUntilMs) return quiet({ ...read, timeline, fault: "looping" });
  const moved = { ...read, timeline, movedAtMs: atMs, stillAtMs: null };
  if (isDoubtful(read, timeline.last - (read.timeline?.last ?? 0), atMs))
    return quiet({ ...moved, fault: null });
  return { ...quiet({ ...moved, advancedAtMs: atMs, loopingUntilMs: null, fault: null }), advanced: true };
}

/**
 * Adds one look to the state of a source. The picture advances only if two different playlists of one run
 * were seen, the later one with a larger number.
 */
export function observe(before: SignalState, seen: Seen, atMs: number): Step {
  const state = { ...withoutFuture(before, atMs), lookedAtMs: atMs };
  if ("fault" in seen) return quiet({ ...state, fault: seen.fault });
  const { playlist } = seen;
  const now = timelineOf(playlist);
  const read = { ...state, targetS: playlist.targetS };
  if (playlist.ended)
    return { ...quiet({ ...read, timeline: now, advancedAtMs: null, fault: "ended" }), ended: true };
  if (!now) return quiet({ ...read, fault: "empty" });
  switch (movementOf(state.timeline, now, playlist)) {
    case "first":
      return quiet({ ...read, timeline: now, movedAtMs: atMs, stillAtMs: null, fault: null });
    case "still":
      return quiet({ ...read, stillAtMs: atMs, fault: null });
    case "shrunk":
      return quiet({ ...read, fault: "shrinking" });
    case "restarted":
      return restart(read, now, atMs);
    case "forward":
      return forward(read, now, atMs);
  }
}

/** Forgets the run of numbers as a new publisher starts: the next look is the first of its take. */
export const startAnew = (state: SignalState): SignalState => ({
  ...NO_SIGNAL,
  lookedAtMs: state.lookedAtMs,
});
