import { codesOf, type Lexicon, nearCodes } from "./lexicon.ts";
import { asPair, asTitle, normalise, pairs, runs } from "./terms.ts";

/**
 * One required part of a query. A posting matches if it matches any alternative in `anyOf` or `weaker`. An
 * alternative is a list of index terms, all of which must be present. `weaker` alternatives rank lower: a
 * name that contains the word, or pinyin that begins with it.
 */
export type Term = { word: string; anyOf: string[][]; weaker: string[][] };

const QUERY_MAX_CHARS = 200;
const QUERY_MAX_TERMS = 32;
const WORD_MAX_CHARS = 12;
/** Lowest number of pairs in a Han word for which the correction of typing errors may ignore one pair. */
const PAIRS_TO_SPARE = 3;
/** Common words that do not narrow a search. They are dropped if the query has another word. */
const STOP = new Set(
  "招聘 招工 找工作 工作 岗位 职位 附近 急招 急聘 招人 应聘 求职 师傅 人员 员工 有限公司 公司".split(" "),
);
/**
 * Matches text that consists of filler characters only, such as 找个 and 的活 in 找个焊工的活. It is dropped like a
 * common word.
 */
const FILLER = /^[找个的活啊吧吗呢有没在我想要去哪儿里边了点份招]+$/u;
const HAN_CHAR = /^\p{Script=Han}$/u;

type Part = { word: string; known: boolean };

/**
 * Splits a query into words. Runs of Han characters are split at known words. Common words are dropped if the
 * query has another word.
 */
function partsOf(text: string, lexicon: Lexicon): Part[] {
  const parts = normalise(text.slice(0, QUERY_MAX_CHARS))
    .split(/\s+/)
    .flatMap((chunk) =>
      lexicon.words.has(chunk) ? [{ word: chunk, known: true }] : cutChunk(chunk, lexicon),
    );
  const telling = parts.filter(
    ({ word, known }) => !STOP.has(word) && (known || !(HAN_CHAR.test(word) || FILLER.test(word))),
  );
  return telling.length > 0 ? telling : parts;
}

const cutChunk = (chunk: string, lexicon: Lexicon): Part[] =>
  runs(chunk).flatMap((run) => (run.han ? cut(run.text, lexicon) : [{ word: run.text, known: true }]));

const distinct = (words: string[]) => [...new Set(words)].slice(0, QUERY_MAX_TERMS);

/**
 * Parses a query into required terms, at most 32 from its first 200 characters: 葫芦岛电焊工 requires 葫芦岛 and 电焊工.
 * Returns null for an empty query, and an empty list for a text without a word.
 */
export function parseQuery(text: string | null, lexicon: Lexicon): Term[] | null {
  if (!text?.trim()) return null;
  return distinct(partsOf(text, lexicon).map(({ word }) => word)).map((word) => termOf(word, lexicon));
}

const each = (codes: readonly string[]) => codes.map((code) => [code]);

function termOf(word: string, lexicon: Lexicon): Term {
  const { exact, weaker } = codesOf(word, lexicon);
  const standing = pairs(word).map(asPair);
  const ways = [[asTitle(word)], ...each(exact), [word]];
  const inside = /^\p{Script=Han}{2,}$/u.test(word) ? [standing] : [];
  return { word, anyOf: [...ways, ...inside], weaker: each(weaker) };
}

/**
 * Parses the query with typing errors tolerated. Returns null if no word can be corrected. A Latin word is
 * replaced by similar words from `spelling`. A long Han word may lack one of its pairs of characters, which
 * tolerates a missing, additional or wrong character.
 */
export function fuzzy(
  text: string,
  lexicon: Lexicon,
  spelling: ReadonlyMap<string, string[]>,
): Term[] | null {
  const exact = partsOf(text, lexicon);
  const parts = joined(exact, lexicon);
  let changed = false;
  const terms = distinct(parts.map(({ word }) => word)).map((word) => {
    const meant = spelling.get(word);
    const standing = pairs(word).map(asPair);
    const spare =
      /^\p{Script=Han}+$/u.test(word) && standing.length >= PAIRS_TO_SPARE && !lexicon.places.has(word);
    changed ||= Boolean(meant?.length) || spare;
    if (meant?.length) return { word, anyOf: meant.map((other) => [other]), weaker: [] };
    if (!spare) return termOf(word, lexicon);
    return {
      word,
      anyOf: standing.map((_, spared) => standing.filter((_pair, at) => at !== spared)),
      weaker: each(nearCodes(word, lexicon)),
    };
  });
  return changed ? terms : null;
}

/**
 * Joins an unknown Han part with its neighbours, except places, because a typing error may have split one
 * word.
 */
function joined(parts: Part[], lexicon: Lexicon): Part[] {
  const result: Part[] = [];
  const open = (part: Part | undefined) =>
    part !== undefined && /^\p{Script=Han}+$/u.test(part.word) && !lexicon.places.has(part.word);
  for (const part of parts) {
    const before = result.at(-1);
    if (before && open(before) && open(part) && !(before.known && part.known))
      result[result.length - 1] = { word: before.word + part.word, known: false };
    else result.push(part);
  }
  return result;
}

/** Splits a run of Han characters at the longest known words. Text between them stays whole. */
function cut(run: string, lexicon: Lexicon): Part[] {
  const known = (word: string) => lexicon.words.has(word) || STOP.has(word);
  const chars = [...run];
  const parts: Part[] = [];
  let unknown = "";
  for (let i = 0; i < chars.length; ) {
    let length = Math.min(WORD_MAX_CHARS, chars.length - i);
    while (length > 1 && !known(chars.slice(i, i + length).join(""))) length -= 1;
    if (length > 1) {
      if (unknown) parts.push({ word: unknown, known: false });
      unknown = "";
      parts.push({ word: chars.slice(i, i + length).join(""), known: true });
      i += length;
    } else {
      unknown += chars[i];
      i += 1;
    }
  }
  if (unknown) parts.push({ word: unknown, known: parts.length === 0 });
  return parts;
}
