/**
 * Words of a text, the same at index time and at query time, without native code: Han runs become overlapping bigrams
 * (so 焊工 is found inside 电焊工), Latin and digits stay words. The indexer adds dictionary words, beginnings of Latin
 * words, and how a word is typed in pinyin.
 */
const RUN = /[\p{Script=Han}〇]+|[\p{L}\p{N}#+.]+/gu;
const HAN = /[\p{Script=Han}〇]/u;

/** NFKC, lower case, no control characters. */
export const normalise = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/\p{C}/gu, " ");

const trimDots = (word: string) => word.replace(/^[.+]+|[.]+$/g, "");

/** Runs of Han characters, and other words, in order. */
export function runs(text: string): { han: boolean; text: string }[] {
  return [...normalise(text).matchAll(RUN)]
    .map(([run]) => (HAN.test(run) ? { han: true, text: run } : { han: false, text: trimDots(run) }))
    .filter((run) => run.text !== "");
}

/** Overlapping pairs of characters; a single character stands for itself. */
export function bigrams(run: string): string[] {
  const chars = [...run];
  if (chars.length < 2) return chars;
  return chars.slice(1).map((char, i) => `${chars[i]}${char}`);
}
