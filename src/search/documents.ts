import type { SearchDocument } from "./port.ts";

/** What people call the closed list of benefits and conditions; the words a query may use for them. */
const BENEFIT_WORDS: Record<string, string> = {};

export type ReferenceWords = {
  /** Name and aliases by occupation id. */
  occupations: ReadonlyMap<string, string[]>;
  /** Name, short name and aliases by division code. */
  divisions: ReadonlyMap<string, string[]>;
};

export type IndexDocument = SearchDocument & { occupationWords: string; placeWords: string };

/** Adds the words that stand behind codes: trade names and their synonyms, place names, benefits. */
export function withWords(document: SearchDocument, reference: ReferenceWords): IndexDocument {
  const places = [document.city, document.county].flatMap((code) =>
    code ? (reference.divisions.get(code) ?? []) : [],
  );
  const benefits = document.benefits.flatMap((code) => BENEFIT_WORDS[code] ?? []);
  return {
    ...document,
    text: [document.text, ...benefits].join(" "),
    occupationWords: (document.occupation ? (reference.occupations.get(document.occupation) ?? []) : []).join(
      " ",
    ),
    placeWords: places.join(" "),
  };
}

/** Every word a query may be cut at. */
export function lexiconOf(reference: ReferenceWords): ReadonlySet<string> {
  const words = [...reference.occupations.values(), ...reference.divisions.values()].flat();
  return new Set(words.map((word) => word.normalize("NFKC").toLowerCase()).filter((word) => word.length > 1));
}
