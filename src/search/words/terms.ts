/**
 * Matches a run of Han characters, or a word of other letters and digits. Indexing and queries split texts in
 * the same way. A run of Han characters is indexed by dictionary words and by pairs of adjacent characters.
 * Pairs carry a mark, because a whole word ranks higher than a pair: 修车工 contains 车工 as a pair only.
 */
const RUN = /[\p{Script=Han}〇]+|(?:(?![\p{Script=Han}〇])[\p{L}\p{N}#+.])+/gu;
const HAN = /[\p{Script=Han}〇]/u;

/** Returns the index term for a title that consists of this word only. */
export const asTitle = (word: string): string => `=${word}`;
/** Returns the index term for a dictionary word in a title. It is no word of the employer's name. */
export const asInTitle = (word: string): string => `^${word}`;
/** Returns the index term for two adjacent characters. */
export const asPair = (pair: string): string => `~${pair}`;

/** Converts to NFKC and lower case, and replaces control characters by blanks. */
export const normalise = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/\p{C}/gu, " ");

/**
 * Removes punctuation around a word, except a final # or + (c#, c++). A leading # or + is removed, so no text
 * can imitate an index code such as `#welder`.
 */
const trimmed = (word: string) => word.replace(/^[.+#]+|[.]+$/g, "");

/** Splits a text into runs of Han characters and other words, in order. */
export function runs(text: string): { han: boolean; text: string }[] {
  return [...normalise(text).matchAll(RUN)]
    .map(([run]) => (HAN.test(run) ? { han: true, text: run } : { han: false, text: trimmed(run) }))
    .filter((run) => run.text !== "");
}

/** Returns the pairs of adjacent characters, each once. Empty for a single character. */
export function pairs(run: string): string[] {
  const chars = [...run];
  return [...new Set(chars.slice(1).map((char, i) => `${chars[i]}${char}`))];
}

const OPEN = /^[\p{L}\p{N}#+.]{2,20}$/u;

/**
 * Returns true for a term of 2 to 20 letters and digits that has no Han characters and is no index code. Such
 * a term also matches by prefix: sie finds siemens, dianh finds dianhangong.
 */
export const isOpen = (piece: string): boolean =>
  OPEN.test(piece) && !HAN.test(piece) && !/^[#+]/.test(piece);
