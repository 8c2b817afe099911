import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import type { SearchDocument } from "./port.ts";
import { bigrams, runs } from "./terms.ts";

/** A document's terms by weight: A title, B occupation, C employer and place, D the rest. */
export type WeightedTerms = { term: string; weight: "A" | "B" | "C" | "D" }[];

const TERM_MAX_CHARS = 40;
const TERMS_MAX = 1500;

/** Cuts texts with jieba in search mode; `words` (trades, places) are added to its dictionary. Node only. */
export function createSegmenter(words: Iterable<string>) {
  const jieba = Jieba.withDict(dict);
  const own = [...words].filter((word) => /^\p{Script=Han}+$/u.test(word));
  if (own.length > 0) jieba.loadDict(Buffer.from(own.map((word) => `${word} 100000 n`).join("\n")));

  function termsOf(text: string, single: boolean): Set<string> {
    const terms = new Set<string>();
    for (const run of runs(text)) {
      if (!run.han) {
        terms.add(run.text.slice(0, TERM_MAX_CHARS));
        continue;
      }
      for (const pair of bigrams(run.text)) terms.add(pair);
      for (const word of jieba.cutForSearch(run.text, true)) if (word.length > 1) terms.add(word);
      if (single) for (const char of run.text) terms.add(char);
    }
    return terms;
  }

  return {
    /** Each term once, with its best weight. */
    terms(document: SearchDocument & { occupationWords: string; placeWords: string }): WeightedTerms {
      const fields = [
        ["A", document.title, true],
        ["B", document.occupationWords, true],
        ["C", `${document.employerName} ${document.placeWords}`, true],
        ["D", document.text, false],
      ] as const;
      const best = new Map<string, "A" | "B" | "C" | "D">();
      for (const [weight, text, single] of fields)
        for (const term of termsOf(text, single))
          if (!best.has(term) && best.size < TERMS_MAX) best.set(term, weight);
      return [...best].map(([term, weight]) => ({ term, weight }));
    },
  };
}

export type Segmenter = ReturnType<typeof createSegmenter>;
