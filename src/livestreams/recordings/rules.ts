/** Name of a recorded file: the public name of the stream, and the second at which the server began it. */
const FILE_NAME = /^([0-9a-z]{16})-(\d{10})\.flv$/;

export type RecordedName = { fileName: string; name: string; startedS: number };

/**
 * Reads the name of a recorded file from a path or a name. The folder in a path is ignored. Null for a name
 * that the streaming server does not write.
 */
export function readFileName(path: string): RecordedName | null {
  const fileName = path.slice(path.lastIndexOf("/") + 1);
  const [, name, second] = FILE_NAME.exec(fileName) ?? [];
  return name && second ? { fileName, name, startedS: Number(second) } : null;
}

/** A part of a recording, with the time of its first picture by the database's clock. */
export type Film = { startsAt: Date; lengthMs: number };

/**
 * Returns the part of a recording that was on air: from the first time on air to the end of the livestream.
 * `fromMs` counts from the begin of the recording. Null: all of it was rehearsal, or followed the end.
 */
export function filmOf(
  { startsAt, lengthMs }: Film,
  { onAirAt, overAt }: { onAirAt: Date | null; overAt: Date | null },
): (Film & { fromMs: number }) | null {
  if (!onAirAt || !overAt) return null;
  const begin = startsAt.getTime();
  const from = Math.max(begin, onAirAt.getTime());
  const to = Math.min(begin + lengthMs, overAt.getTime());
  return to - from < SHORTEST_MS
    ? null
    : { startsAt: new Date(from), lengthMs: to - from, fromMs: from - begin };
}

/** A shorter part is neither a chapter nor a clip: somebody pinned the wrong posting. */
const SHORTEST_MS = 1_000;

export type Spot = { startMs: number; endMs: number };

/**
 * Returns the parts of a film in which something was pinned, in the order of the pins. A pin that lasted over
 * a lost signal has a part in both films; one that was closed at once has none.
 */
export const spotsOf = <P extends { pinnedAt: Date; unpinnedAt: Date | null }>(
  pins: readonly P[],
  { startsAt, lengthMs }: Film,
): (P & Spot)[] =>
  pins.flatMap((pin) => {
    const begin = startsAt.getTime();
    const startMs = Math.max(0, pin.pinnedAt.getTime() - begin);
    const endMs = Math.min(lengthMs, (pin.unpinnedAt?.getTime() ?? Number.POSITIVE_INFINITY) - begin);
    return endMs - startMs < SHORTEST_MS ? [] : [{ ...pin, startMs, endMs }];
  });

const two = (n: number) => String(n).padStart(2, "0");

/** Returns a time as WebVTT writes it, such as `00:01:02.500`. */
function timestamp(ms: number): string {
  const s = Math.floor(ms / 1_000);
  const clock = [Math.floor(s / 3_600), Math.floor(s / 60) % 60, s % 60].map(two).join(":");
  return `${clock}.${String(Math.floor(ms) % 1_000).padStart(3, "0")}`;
}

/** Returns a text as one line of a cue. No text can end its cue or begin another one. */
const cueText = (text: string) =>
  text.replace(/\s+/g, " ").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Returns chapters as a WebVTT track (W3C WebVTT §5.1). */
export function chaptersVtt(chapters: readonly (Spot & { title: string })[]): string {
  const cues = chapters.map(({ startMs, endMs, title }, at) =>
    [at + 1, `${timestamp(startMs)} --> ${timestamp(endMs)}`, cueText(title)].join("\n"),
  );
  return `${["WEBVTT", ...cues].join("\n\n")}\n`;
}

/** Returns the minutes to wait after `tries` failures: 1, 2, 4, … at most an hour. */
export const backoffMin = (tries: number): number => Math.min(60, 2 ** (Math.max(1, tries) - 1));
