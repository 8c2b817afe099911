import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { pinyin } from "pinyin-pro";
import type { SearchDocument } from "../port.ts";
import { benefitCodes } from "./lexicon.ts";
import { asInTitle, asPair, asTitle, normalise, pairs, runs } from "./terms.ts";

export type Weight = "A" | "B" | "C" | "D";
/**
 * The index terms of a document with their weights. A: title. B: trade, and pinyin of the title. C: place and
 * employer. D: the rest.
 */
export type WeightedTerms = { term: string; weight: Weight }[];

const TERM_MAX_CHARS = 40;
const TERMS_MAX = 2500;
const TYPED_MAX_CHARS = 12;
const HAN_WORD = /^\p{Script=Han}{2,}$/u;

/** Returns the title without additions: 电焊工（包吃住） and 急招电焊工 both become 电焊工. */
const bareTitle = (title: string): string =>
  normalise(title)
    .replace(/[(（[【].*?[)）\]】]/g, "")
    .replace(/急招|急聘|诚聘|高薪|招聘|若干名|数名|\/.*$/g, "")
    .replace(/\s+/g, "");

/** Wraps a function so that its results are cached per word, because trades and places repeat. */
function remembered(of: (word: string) => string[]): (word: string) => string[] {
  const known = new Map<string, string[]>();
  return (word) => {
    const kept = known.get(word) ?? of(word);
    if (known.size < 50_000) known.set(word, kept);
    return kept;
  };
}

/** Returns the pinyin of a Han word: whole (dianhangong) and initials (dhg). */
const typed = remembered((word) => {
  const syllables = pinyin(word, { toneType: "none", type: "array", v: true });
  return [syllables.join(""), syllables.map((syllable) => syllable[0]).join("")];
});

let loaded: Jieba | null | undefined;

/** Loads jieba's dictionary ahead, which takes 0.25 s. Only the first segmenter uses it. */
export function loadDictionary(): void {
  if (loaded === undefined) loaded = Jieba.withDict(dict);
}

/**
 * Creates a segmenter that uses jieba in search mode. `words` (trades, places) extend the dictionary of
 * jieba. Runs in Node only, because jieba is native code.
 */
export function createSegmenter(words: Iterable<string>) {
  const jieba = loaded ?? Jieba.withDict(dict);
  loaded = null;
  const own = [...words].filter((word) => HAN_WORD.test(word));
  if (own.length > 0) jieba.loadDict(Buffer.from(own.map((word) => `${word} 100000 n`).join("\n")));

  const cutText = remembered((text) => jieba.cutForSearch(text, true).filter((word) => word.length > 1));

  /**
   * Yields the words of a text, the pairs of adjacent Han characters and, if `single`, each Han character.
   */
  function* termsOf(text: string, single: boolean): Iterable<string> {
    for (const run of runs(text)) {
      yield run.text.slice(0, TERM_MAX_CHARS);
      if (!run.han) continue;
      yield* cutText(run.text);
      yield* pairs(run.text).map(asPair);
      if (single) yield* run.text;
    }
  }

  /**
   * Yields the pairs of adjacent Han characters, and other words whole. The pairs are enough to find a word
   * in a long text.
   */
  function* pairsOf(text: string): Iterable<string> {
    for (const run of runs(text))
      if (run.han) yield* pairs(run.text).map(asPair);
      else yield run.text.slice(0, TERM_MAX_CHARS);
  }

  /** Yields the words of a title, marked, so that an exclusion can require the title. */
  function* titleWords(title: string): Iterable<string> {
    for (const run of runs(title))
      for (const word of run.han ? new Set([run.text, ...cutText(run.text)]) : [run.text])
        yield asInTitle(word.slice(0, TERM_MAX_CHARS));
  }

  /** Yields the pinyin of the Han words of a text. */
  function* typedOf(text: string): Iterable<string> {
    for (const run of runs(text))
      if (run.han)
        for (const word of new Set([run.text, ...cutText(run.text)]))
          if (word.length <= TYPED_MAX_CHARS && HAN_WORD.test(word)) yield* typed(word);
  }

  return {
    /** Returns the index terms of a document, each once, with its highest weight. */
    terms(document: SearchDocument): WeightedTerms {
      const best = new Map<string, Weight>();
      const add = (weight: Weight, terms: Iterable<string>) => {
        for (const term of terms) if (!best.has(term) && best.size < TERMS_MAX) best.set(term, weight);
      };
      add("A", [asTitle(bareTitle(document.title))]);
      add("A", termsOf(document.title, true));
      if (document.occupation) add("B", [`#${document.occupation}`]);
      add("B", typedOf(document.title));
      add(
        "C",
        [document.city, document.county].flatMap((code) => (code ? [`@${code}`] : [])),
      );
      add("C", termsOf(document.employerName, false));
      add("D", benefitCodes([...document.benefits, ...(document.agency ? ["agency"] : [])]));
      add("D", pairsOf(document.text));
      add("D", titleWords(document.title));
      return [...best].map(([term, weight]) => ({ term, weight }));
    },
    /** Returns the words of 4 to 20 letters without Han characters, for spelling correction. */
    latin: (document: SearchDocument): string[] =>
      runs(`${document.title} ${document.employerName} ${document.text}`)
        .filter((run) => !run.han && /^\p{L}{4,20}$/u.test(run.text))
        .map((run) => run.text),
  };
}

export type Segmenter = ReturnType<typeof createSegmenter>;
