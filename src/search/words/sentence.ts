import { asWish, fillerAt, isParticle, isVague, openQuestionAt, withoutParticles } from "./fillers.ts";
import type { Lexicon } from "./lexicon.ts";
import { isBareRefusal, type Reader, readAfterthought, readNegation } from "./negations.ts";
import { matchAt, type Piece, type Read } from "./pieces.ts";
import { normalise, runs } from "./terms.ts";
import { readWish } from "./wishes.ts";
import { readAbility, readCondition, readProtected } from "./work-words.ts";

export const QUERY_MAX_CHARS = 200;
const WORD_MAX_CHARS = 12;
const HAN = /^\p{Script=Han}$/u;
const LATIN = /(?:(?![\p{Script=Han}〇])[\p{L}\p{N}#+.])+/uy;
const GAP = /[^\p{L}\p{N}〇#+.]/uy;
/** Words that only look like a negation. */
const NO_NEGATION =
  /不锈钢|不干胶|不动产|不定形|不饱和|不间断|不少|不断|不一样|非标|非开挖|非金属|非全日制|非遗|无人|无缝|无纺|无尘|无菌|无机|无损|无线|免[税烧疫漆洗]|别[墅克]|没药/y;
/** Words of employers that recruit without an agency. */
const DIRECT = /(?:企业|厂家|工厂|厂里|单位)?直[招聘]/y;
const AGENCY = "中介";

const CHUNK = /\S+/y;
/** True at the beginning of a text and after a blank. */
const begins = (text: string, at: number): boolean => at === 0 || /\s/.test(text[at - 1] ?? "");

/** A query in pieces. `empty` is true if it has only words that say nothing, such as 找工作. */
export type Sentence = { pieces: Piece[]; empty: boolean };

/** Creates a function that returns the longest known word at a position of a text. */
function knownWords(text: string, lexicon: Lexicon): (at: number) => string {
  const longest = (at: number): string => {
    const chunk = begins(text, at) ? matchAt(CHUNK, text, at) : "";
    if (lexicon.words.has(chunk)) return chunk;
    if (!HAN.test(text[at] ?? "")) return "";
    for (let length = Math.min(WORD_MAX_CHARS, text.length - at); length > 1; length -= 1) {
      const word = text.slice(at, at + length);
      if (lexicon.words.has(word) || isVague(word)) return word;
    }
    return "";
  };
  const found = new Map<number, string>();
  return (at) => {
    const word = found.get(at) ?? longest(at);
    found.set(at, word);
    return word;
  };
}

const one = (read: Read<Piece> | null): Read<Piece[]> | null =>
  read && { end: read.end, value: [read.value] };

/** Returns the filler at a position, unless a known word begins in it and ends behind it: 会做饭. */
function readFiller({ text, known }: Reader, at: number): string {
  const filler = fillerAt(text, at);
  for (let inside = 1; inside < filler.length; inside += 1)
    if (inside + known(at + inside).length > filler.length) return "";
  return filler;
}

/**
 * Reads the piece or the filler at a position, perhaps within an unknown word. Returns null if the text
 * there is unknown.
 */
function readPieces(reader: Reader, at: number, inWord: boolean): Read<Piece[]> | null {
  const { text, known } = reader;
  const word = known(at);
  const asWord = word
    ? { end: at + word.length, value: [{ kind: "word", text: word, known: true } as const] }
    : null;
  const unused = (end: number, why: "open" | "unclear"): Read<Piece[]> => ({
    end,
    value: [{ kind: "unused", text: text.slice(at, end), why }],
  });
  const filter = (read: Read<Extract<Piece, { kind: "filter" }>["filter"]> | null) =>
    read && read.end - at >= word.length
      ? {
          end: read.end,
          value: [{ kind: "filter", text: text.slice(at, read.end).trim(), filter: read.value } as const],
        }
      : null;
  const after = reader.denies ? one(readAfterthought(reader, at)) : null;
  if (after) return after;
  const question = openQuestionAt(text, at);
  const condition = readCondition(text, at);
  const own =
    filter(readWish(text, at)) ??
    filter(readAbility(text, at)) ??
    filter(condition && { end: condition.end, value: condition.value.filter });
  if (own && own.end - at >= question.length) return own;
  if (question) return unused(at + question.length, "unclear");
  const open = readProtected(text, at);
  if (open !== null && open - at > word.length) return unused(open, "open");
  const filler = readFiller(reader, at);
  if (filler.length > word.length) return { end: at + filler.length, value: [] };
  const direct = matchAt(DIRECT, text, at);
  if (direct) {
    const without = { word: AGENCY, anyOf: [["+agency"]], unless: [] };
    return { end: at + direct.length, value: [{ kind: "without", text: direct, without }] };
  }
  if (asWord || matchAt(NO_NEGATION, text, at)) return asWord;
  return readNegation(reader, at, inWord);
}

/** Joins a negation without an object to the unknown word before it: 特别累的不要. */
function withRefused(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const bare = piece.kind === "unused" && isBareRefusal(piece.text);
    if (bare && before?.kind === "word" && !before.known) {
      joined.pop();
      joined.push({ ...piece, text: before.text + piece.text });
    } else joined.push(piece);
  }
  return joined;
}

/** Collects unknown characters until a known word or a gap, and makes words of them. */
function createRun(pieces: Piece[], weak: Piece[]) {
  let run = "";
  let first = true;
  return {
    add(char: string) {
      run += char;
    },
    inWord: () => run !== "" && !isParticle(run),
    /** Ends the run. `gap` is true before a blank, a sign, or the end. */
    end(gap: boolean) {
      const word = withoutParticles(run);
      const alone = first && gap;
      if (word) {
        const piece = { kind: "word", text: word, known: alone } as const;
        const says = !isParticle(word) && (word.length > 1 || alone);
        (says ? pieces : weak).push(piece);
      }
      run = "";
      first = gap;
    },
  };
}

/**
 * Reads a query of at most 200 characters as a person means it: words to find, words to avoid, and filters.
 * Politeness and question words leave no trace. 请问锦州哪里招保安，不要夜班 has the words 锦州 and 保安 and the filter
 * "no night shift".
 */
export function readSentence(typed: string, lexicon: Lexicon): Sentence {
  const text = asWish(normalise(typed.slice(0, QUERY_MAX_CHARS)));
  const reader: Reader = {
    text,
    denies: /[不除勿免别甭]/.test(text),
    lexicon,
    known: knownWords(text, lexicon),
    isFiller: (at) => fillerAt(text, at) !== "",
  };
  const pieces: Piece[] = [];
  const weak: Piece[] = [];
  const run = createRun(pieces, weak);
  let fillers = 0;
  for (let at = 0; at < text.length; ) {
    const read = readPieces(reader, at, run.inWord());
    if (read && read.end > at) {
      run.end(false);
      pieces.push(...read.value);
      if (read.value.length === 0) fillers += 1;
      at = read.end;
      continue;
    }
    const latin = matchAt(LATIN, text, at);
    const gap = latin ? "" : matchAt(GAP, text, at);
    if (latin || gap) {
      run.end(gap !== "");
      for (const { text: word } of runs(latin)) pieces.push({ kind: "word", text: word, known: true });
      at += (latin || gap).length;
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (char === "的") run.end(false);
    else run.add(char);
    at += char.length;
  }
  run.end(true);
  const telling = withRefused(pieces).filter((piece) => piece.kind !== "word" || !isVague(piece.text));
  if (telling.length > 0) return { pieces: telling, empty: false };
  const only = fillers === 0 && pieces.length + weak.length === 1;
  const alone = [...pieces, ...weak].filter(
    ({ text: word }) => !isParticle(word) || (only && word.length === 1),
  );
  return { pieces: alone, empty: alone.length === 0 && fillers + weak.length > 0 };
}
