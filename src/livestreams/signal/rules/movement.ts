import type { MediaPlaylist } from "../playlist/schema.ts";

/** The newest playlist that moved: numbers of its first and last segment with a picture, and their paths. */
export type Timeline = { first: number; firstPath: string; last: number; lastPath: string };

/** Returns the place of a playlist in its run of numbers; null if it shows no picture. */
export function timelineOf({ sequence, segments }: MediaPlaylist): Timeline | null {
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

export type Movement = "first" | "forward" | "still" | "shrunk" | "restarted";

/**
 * Compares a playlist with the newest one that moved. Both are of one run of numbers if a number that they
 * share names the same segment. A smaller number without such a segment starts a new run. A larger one does
 * not: between two looks the playlist may move on by more than its length.
 */
export function movementOf(
  before: Timeline | null,
  now: Timeline,
  { sequence, segments }: MediaPlaylist,
): Movement {
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

/**
 * Returns how long the picture is after the segment of this number. Segments that went by unseen are full
 * ones.
 */
export function lengthAfterMs(number: number, { sequence, segments, targetS }: MediaPlaylist): number {
  const seen = segments.slice(Math.max(0, number + 1 - sequence)).filter(({ gap }) => !gap);
  const unseen = Math.max(0, sequence - number - 1);
  return Math.round(seen.reduce((sum, { durationS }) => sum + durationS, unseen * targetS) * 1_000);
}
