import type { Filter } from "../filter.ts";
import { codesOf, type Lexicon, nearCodes } from "./lexicon.ts";
import type { Exclusion, Piece } from "./pieces.ts";
import { QUERY_MAX_CHARS, readSentence } from "./sentence.ts";
import { asPair, asTitle, pairs } from "./terms.ts";

/**
 * One required part of a query. A posting matches if it matches any alternative in `anyOf` or `weaker`. An
 * alternative is a list of index terms, all of which must be present. `weaker` alternatives rank lower: a
 * name that contains the word, or pinyin that begins with it.
 */
export type Term = { word: string; anyOf: string[][]; weaker: string[][] };

/** A query as engines evaluate it, and the pieces of the text that it is made of. */
export type Question = {
  /** A posting must match every term. Null matches all postings; an empty list matches none. */
  terms: Term[] | null;
  without: Exclusion[];
  filter: Partial<Filter>;
  pieces: Piece[];
};

const QUERY_MAX_TERMS = 32;
/** Lowest number of pairs in a Han word for which the correction of typing errors may ignore one pair. */
const PAIRS_TO_SPARE = 3;

type Part = { word: string; known: boolean };

const partsOf = (pieces: readonly Piece[]): Part[] =>
  pieces.flatMap((piece) => (piece.kind === "word" ? [{ word: piece.text, known: piece.known }] : []));

const distinct = (words: string[]) => [...new Set(words)].slice(0, QUERY_MAX_TERMS);

const LOWER = ["payMin", "dayPayMin", "hourPayMin"] as const;
const UPPER = ["payMax", "education", "experienceYears"] as const;
const WANTED = ["shift", "payday", "payPeriod"] as const;
const REFUSED = ["notShift", "notPayday", "notPayPeriod"] as const;
type List = (typeof WANTED | typeof REFUSED)[number];

/**
 * Joins two filters. Both bounds hold, and everything that either refuses is refused. Of shifts and ways of
 * payment, `either` accepts what one filter accepts (白班或者夜班), `both` what both accept.
 */
export function joinFilters(
  one: Partial<Filter>,
  other: Partial<Filter>,
  accepts: "either" | "both",
): Partial<Filter> {
  const joined = { ...one, ...other };
  const bound = (key: (typeof LOWER | typeof UPPER)[number], pick: (a: number, b: number) => number) => {
    const [a, b] = [one[key], other[key]];
    if (a !== undefined && b !== undefined) joined[key] = pick(a, b);
  };
  const list = (key: List, all: boolean) => {
    const [a, b]: (readonly string[] | undefined)[] = [one[key], other[key]];
    if (a && b)
      Object.assign(joined, { [key]: all ? [...new Set([...a, ...b])] : a.filter((x) => b.includes(x)) });
  };
  for (const key of LOWER) bound(key, Math.max);
  for (const key of UPPER) bound(key, Math.min);
  for (const key of WANTED) list(key, accepts === "either");
  for (const key of REFUSED) list(key, true);
  return joined;
}

const CACHED_MAX = 2_000;
const cached = new WeakMap<Lexicon, Map<string, Question>>();

/**
 * Parses a query into what postings must have and must not have, at most 32 terms from its first 200
 * characters: 葫芦岛电焊工不要夜班 requires 葫芦岛 and 电焊工 without night shifts. An empty query, and one that says
 * nothing about the work (找工作), match all postings. A text without a word matches none. Results are cached
 * per lexicon.
 */
export function parseQuery(text: string | null, lexicon: Lexicon): Question {
  if (!text?.trim()) return NOTHING;
  const known = cached.get(lexicon) ?? new Map<string, Question>();
  cached.set(lexicon, known);
  // A longer text has the same meaning as its beginning.
  const typed = text.slice(0, QUERY_MAX_CHARS);
  const question = known.get(typed) ?? parse(typed, lexicon);
  if (known.size >= CACHED_MAX) known.clear();
  known.set(typed, question);
  return question;
}

export const NOTHING: Question = { terms: null, without: [], filter: {}, pieces: [] };

function parse(text: string, lexicon: Lexicon): Question {
  const { pieces, empty } = readSentence(text, lexicon);
  if (empty) return NOTHING;
  const words = distinct(partsOf(pieces).map(({ word }) => word));
  return {
    terms: words.length > 0 || pieces.length === 0 ? words.map((word) => termOf(word, lexicon)) : null,
    without: pieces
      .flatMap((piece) => (piece.kind === "without" ? [piece.without] : []))
      .slice(0, QUERY_MAX_TERMS),
    filter: pieces.reduce<Partial<Filter>>(
      (filter, piece) => (piece.kind === "filter" ? joinFilters(filter, piece.filter, "either") : filter),
      {},
    ),
    pieces,
  };
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
 * Parses the words of a query with typing errors tolerated. Returns null if no word can be corrected. A Latin
 * word is replaced by similar words from `spelling`. A long Han word may lack one of its pairs of characters,
 * which tolerates a missing, additional or wrong character.
 */
export function fuzzy(
  pieces: readonly Piece[],
  lexicon: Lexicon,
  spelling: ReadonlyMap<string, string[]>,
): Term[] | null {
  const parts = joined(partsOf(pieces), lexicon);
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
