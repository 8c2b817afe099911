/**
 * Words of a text, the same at index time and at query time, without native code: Han runs become overlapping bigrams
 * (so 焊工 is found inside 电焊工), Latin and digits stay words. The indexer adds dictionary words on top.
 */
const RUN = /[\p{Script=Han}〇]+|[\p{L}\p{N}#+.]+/gu;
const HAN = /[\p{Script=Han}〇]/u;
const QUERY_MAX_CHARS = 200;
const QUERY_MAX_TERMS = 32;
/** Words people add that tell nothing apart; dropped while another word remains. */
const STOP = new Set(["的", "招", "找", "招聘", "招工", "找工作", "工作", "岗位", "职位", "附近", "急招"]);

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

/** One required part of a query: the word itself, or all of its pieces. */
export type QueryTerm = { word: string; pieces: string[]; prefix: boolean };

/**
 * The required terms of a query, at most 32 from its first 200 characters. `lexicon` holds known words (places,
 * occupations); a Han run is cut at the longest known words first, so 葫芦岛电焊工 asks for 葫芦岛 and 电焊工.
 */
export function queryTerms(text: string, lexicon: ReadonlySet<string>): QueryTerm[] {
  const terms = runs(text.slice(0, QUERY_MAX_CHARS)).flatMap((run) =>
    run.han
      ? cut(run.text, lexicon).map((word) => ({ word, pieces: bigrams(word), prefix: false }))
      : [{ word: run.text, pieces: [run.text], prefix: true }],
  );
  const telling = terms.filter(({ word }) => !STOP.has(word));
  const seen = new Set<string>();
  return (telling.length > 0 ? telling : terms)
    .filter(({ word }) => !seen.has(word) && seen.add(word))
    .slice(0, QUERY_MAX_TERMS);
}

const WORD_MAX_CHARS = 12;

/** Cuts a Han run at the longest known words; what lies between them stays whole. */
function cut(run: string, lexicon: ReadonlySet<string>): string[] {
  const known = (word: string) => lexicon.has(word) || STOP.has(word);
  const chars = [...run];
  const words: string[] = [];
  let unknown = "";
  for (let i = 0; i < chars.length; ) {
    let length = Math.min(WORD_MAX_CHARS, chars.length - i);
    while (length > 1 && !known(chars.slice(i, i + length).join(""))) length -= 1;
    if (length > 1) {
      if (unknown) words.push(unknown);
      unknown = "";
      words.push(chars.slice(i, i + length).join(""));
      i += length;
    } else {
      unknown += chars[i];
      i += 1;
    }
  }
  if (unknown) words.push(unknown);
  return words;
}
