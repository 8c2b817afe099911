/**
 * Words of a text, the same at index time and at query time, without native code. Latin letters and digits
 * form words. A Han run is found by its dictionary words and by its overlapping pairs (焊工 stands in 电焊工 as a
 * pair). The two are marked, because a whole word ranks higher than a pair (车工 in 修车工).
 */
const RUN = /[\p{Script=Han}〇]+|(?:(?![\p{Script=Han}〇])[\p{L}\p{N}#+.])+/gu;
const HAN = /[\p{Script=Han}〇]/u;

/** Marks a word that is the whole title. */
export const asTitle = (word: string): string => `=${word}`;
/** Marks two adjacent characters. */
export const asPair = (pair: string): string => `~${pair}`;

/** NFKC, lower case, no control characters. */
export const normalise = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/\p{C}/gu, " ");

/** Removes marks around a word; c# and c++ keep theirs. No text can imitate a code (`#welder`). */
const trimmed = (word: string) => word.replace(/^[.+#]+|[.]+$/g, "");

/** Runs of Han characters and other words, in order. */
export function runs(text: string): { han: boolean; text: string }[] {
  return [...normalise(text).matchAll(RUN)]
    .map(([run]) => (HAN.test(run) ? { han: true, text: run } : { han: false, text: trimmed(run) }))
    .filter((run) => run.text !== "");
}

/** Overlapping pairs of characters, each once. Empty for a single character. */
export function pairs(run: string): string[] {
  const chars = [...run];
  return [...new Set(chars.slice(1).map((char, i) => `${chars[i]}${char}`))];
}

const OPEN = /^[\p{L}\p{N}#+.]{2,20}$/u;

/**
 * Returns true for a word without Han characters. It is found by prefix too: sie for siemens, dianh for
 * dianhangong.
 */
export const isOpen = (piece: string): boolean =>
  OPEN.test(piece) && !HAN.test(piece) && !/^[#+]/.test(piece);
