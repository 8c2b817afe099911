import { bigrams, runs } from "./terms.ts";

/** One required part of a query: any of these, each of them all of its pieces. */
export type Term = { word: string; anyOf: string[][] };

const QUERY_MAX_CHARS = 200;
const QUERY_MAX_TERMS = 32;
const WORD_MAX_CHARS = 12;
/** A word of fewer pieces says too little to do without one of them. */
const PIECES_TO_SPARE = 3;
const HAN_CHAR = /^\p{Script=Han}$/u;
/** Words people add that tell nothing apart; dropped while another word remains. */
const STOP = new Set([
  ..."招聘 招工 找工作 找活 找个活 工作 岗位 职位 附近 急招 急聘 招人 应聘 求职 我要 想找 有没有 哪里有 哪有 师傅 人员 员工".split(
    " ",
  ),
]);

/**
 * The required terms of a query, at most 32 from its first 200 characters. `lexicon` holds known words (places, trades
 * and what people call them); a Han run is cut at the longest known words first, so 葫芦岛电焊工 asks for 葫芦岛 and
 * 电焊工. Null for a query without a word; empty when what was written holds none.
 */
export function understand(text: string | null, lexicon: ReadonlySet<string>): Term[] | null {
  if (!text?.trim()) return null;
  const words = runs(text.slice(0, QUERY_MAX_CHARS)).flatMap((run) =>
    run.han ? cut(run.text, lexicon) : [run.text],
  );
  // 找个焊工的活: what is left of a cut run in single characters tells nothing apart either.
  const telling = words.filter((word) => !STOP.has(word) && (words.length === 1 || !HAN_CHAR.test(word)));
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, QUERY_MAX_TERMS).map(termOf);
}

/** A word is found as itself or as all of its pairs of characters: 焊工 stands in 电焊工 as a pair. */
function termOf(word: string): Term {
  const pieces = [...new Set(bigrams(word))];
  const han = /\p{Script=Han}/u.test(word);
  return { word, anyOf: han && pieces.length > 1 ? [[word], pieces] : [han ? pieces : [word]] };
}

/**
 * The same query, forgiving a character too many, too few or wrong in a long word, and Latin words as `spelling` has
 * them. Null when there is nothing to forgive.
 */
export function forgive(terms: Term[], spelling: ReadonlyMap<string, string[]>): Term[] | null {
  const forgiven = terms.map((term) => {
    const meant = spelling.get(term.word);
    if (meant?.length) return { word: term.word, anyOf: meant.map((word) => [word]) };
    const pieces = term.anyOf.at(-1) ?? [];
    if (pieces.length < PIECES_TO_SPARE) return term;
    const without = pieces.map((_, spared) => pieces.filter((_piece, at) => at !== spared));
    return { word: term.word, anyOf: without };
  });
  return forgiven.some((term, at) => term !== terms[at]) ? forgiven : null;
}

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
