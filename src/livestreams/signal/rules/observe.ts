import type { MediaPlaylist } from "../playlist/schema.ts";
import { shiftState } from "./clock.ts";
import { lengthAfterMs, movementOf, type Timeline, timelineOf } from "./movement.ts";
import { isDoubtful } from "./stall.ts";
import type { Seen, SignalState, Step } from "./state.ts";

const LOOP_MS = 60_000;
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
    inDoubt: true,
    restartedAtMs: atMs,
    loopingUntilMs: again ? atMs + LOOP_MS : state.loopingUntilMs,
    fault: again ? "looping" : null,
  };
  return { ...quiet(next), restarted: true };
}

/**
 * Returns the time of the newest frame, as far as it is certain. It is no later than the length of the new
 * segments after the one before: a publisher who fell silent and was cut has sent nothing since. Several
 * segments after a look that saw none come from a publisher who goes on.
 */
function newestFrameMs(
  { movedAtMs, stillAtMs, timeline }: SignalState,
  playlist: MediaPlaylist,
  atMs: number,
) {
  const last = timeline?.last ?? -1;
  const segments = playlist.sequence + playlist.segments.length - 1 - last;
  if (movedAtMs === null || (stillAtMs !== null && segments > 1)) return atMs;
  return Math.min(atMs, movedAtMs + lengthAfterMs(last, playlist));
}

/** Adds new segments of the same run. One segment after a pause does not count until another one follows. */
function forward(read: SignalState, timeline: Timeline, playlist: MediaPlaylist, atMs: number): Step {
  const { loopingUntilMs } = read;
  if (loopingUntilMs !== null && atMs < loopingUntilMs) return quiet({ ...read, timeline, fault: "looping" });
  const moved = { ...read, timeline, movedAtMs: atMs, stillAtMs: null, fault: null };
  if (isDoubtful(read, timeline.last - (read.timeline?.last ?? 0), atMs))
    return quiet({ ...moved, inDoubt: true });
  const frameMs = newestFrameMs(read, playlist, atMs);
  const advancedAtMs = Math.max(read.advancedAtMs ?? Number.NEGATIVE_INFINITY, frameMs);
  return { ...quiet({ ...moved, advancedAtMs, inDoubt: false, loopingUntilMs: null }), advanced: true };
}

/**
 * Adds one look to the state of a source. The picture advances only if two different playlists of one run
 * were seen, the later one with a larger number. If the clock was set back, all times are moved with it, so
 * that each is as old as it was.
 */
export function observe(before: SignalState, seen: Seen, atMs: number): Step {
  const state = { ...shiftState(before, Math.min(0, atMs - before.lookedAtMs)), lookedAtMs: atMs };
  if ("fault" in seen) return quiet({ ...state, fault: seen.fault });
  const { playlist } = seen;
  const now = timelineOf(playlist);
  const read = { ...state, targetS: playlist.targetS };
  if (playlist.ended)
    return { ...quiet({ ...read, timeline: now, advancedAtMs: null, fault: "ended" }), ended: true };
  if (!now) return quiet({ ...read, fault: "empty" });
  switch (movementOf(state.timeline, now, playlist)) {
    case "first":
      return quiet({ ...read, timeline: now, movedAtMs: atMs, stillAtMs: null, inDoubt: true, fault: null });
    case "still":
      return quiet({ ...read, stillAtMs: atMs, fault: null });
    case "shrunk":
      return quiet({ ...read, fault: "shrinking" });
    case "restarted":
      return restart(read, now, atMs);
    case "forward":
      return forward(read, now, playlist, atMs);
  }
}
