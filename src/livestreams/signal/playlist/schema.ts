/** Bounds of a playlist. A stream of eleven hours that keeps all its fragments of two seconds is within. */
export const PLAYLIST_BYTES_MAX = 512 * 1024;
export const LINES_MAX = 40_000;
export const LINE_CHARS_MAX = 4_000;
export const SEGMENTS_MAX = 20_000;
export const VARIANTS_MAX = 50;
export const TARGET_S_MAX = 120;

/** Reasons why a text is no playlist that a player could follow. */
export const PLAYLIST_FAULTS = [
  "TOO_LARGE",
  "NOT_TEXT",
  "NOT_PLAYLIST",
  "LINE_TOO_LONG",
  "TOO_MANY_LINES",
  "TOO_MANY_SEGMENTS",
  "TOO_MANY_VARIANTS",
  "TAG_INVALID",
  "TAG_REPEATED",
  "TAG_MISPLACED",
  "TAGS_MIXED",
  "TARGET_MISSING",
  "DURATION_MISSING",
  "URI_MISSING",
] as const;
export type PlaylistFault = (typeof PLAYLIST_FAULTS)[number];

/**
 * One fragment. `path` is the address without its query, which may carry a token that changes with each
 * answer. `gap`: the server has no picture for this time.
 */
export type Segment = {
  uri: string;
  path: string;
  durationS: number;
  discontinuity: boolean;
  gap: boolean;
};

/** The fragments of one picture. `sequence` is the number of the first segment. */
export type MediaPlaylist = {
  kind: "media";
  targetS: number;
  sequence: number;
  discontinuities: number;
  ended: boolean;
  segments: readonly Segment[];
};

export type Variant = { uri: string; bandwidth: number; height: number | null };
/** The qualities of one picture, each with a media playlist of its own. */
export type MasterPlaylist = { kind: "master"; variants: readonly Variant[] };

export type FaultyPlaylist = { kind: "faulty"; fault: PlaylistFault };
