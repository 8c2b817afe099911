import { isOpen } from "../words/terms.ts";
import { encodeTerm } from "./encode.ts";

/**
 * Attributes of a document for its index terms, by the weight of the segmenter. Each term stands in one of
 * them. Latin words, which also match by prefix, stand apart: only they need an index for ranges.
 */
export const TERM_ATTRIBUTES = {
  A: "title",
  B: "trade",
  C: "place",
  D: "rest",
} as const;
export const LATIN_ATTRIBUTES = {
  A: "titleLatin",
  B: "tradeLatin",
  C: "placeLatin",
  D: "restLatin",
} as const;

type Weight = keyof typeof TERM_ATTRIBUTES;
export type TermAttribute = (typeof TERM_ATTRIBUTES)[Weight] | (typeof LATIN_ATTRIBUTES)[Weight];

const LATIN = /^[^=#@+~^\p{Script=Han}][^\p{Script=Han}]*$/u;

/** Returns the attribute that holds a term of this weight. */
export const attributeOf = (term: string, weight: Weight): TermAttribute =>
  (LATIN.test(term) ? LATIN_ATTRIBUTES : TERM_ATTRIBUTES)[weight];

/** The weights that a marked term can have. */
const WEIGHTS_OF: Record<string, string> = { "=": "A", "#": "B", "@": "C", "+": "D", "^": "D", "~": "ACD" };
const HAN = /^[\p{Script=Han}]+$/u;

/**
 * Returns the weights that the segmenter gives to terms of this kind. Words of Han characters stand in the
 * title or in the employer's name only.
 */
export const weightsOf = (term: string): string =>
  WEIGHTS_OF[term[0] ?? ""] ?? (HAN.test(term) ? "AC" : "ABCD");

/**
 * Returns the condition that a document contains an index term with one of the weights. Returns null if no
 * such term can have them. A term for which `isOpen` is true also matches by prefix.
 */
function contains(piece: string, weights: string): string | null {
  const operator = isOpen(piece) ? "STARTS WITH" : "=";
  const conditions = [...weightsOf(piece)]
    .filter((weight) => weights.includes(weight))
    .map((weight) => `${attributeOf(piece, weight as Weight)} ${operator} ${encodeTerm(piece)}`);
  return conditions.length > 0 ? conditions.join(" OR ") : null;
}

/** Returns the condition that a document contains all pieces, each with one of the weights, or null. */
function containsAll(pieces: readonly string[], weights: string): string | null {
  const all = pieces.map((piece) => contains(piece, weights));
  if (all.includes(null)) return null;
  return all.length === 1 ? (all[0] ?? null) : `(${all.map((one) => grouped(one ?? "")).join(" AND ")})`;
}

const grouped = (condition: string) => (condition.includes(" OR ") ? `(${condition})` : condition);

/**
 * Returns the condition that a document contains any of the alternatives, or null if it cannot. An
 * alternative is a list of index terms, all of which must be present with one of the weights. Terms of one
 * attribute share a list, because the engine spends more time on reading conditions than on evaluating them.
 */
export function containsAny(ways: readonly { pieces: readonly string[]; weights: string }[]): string | null {
  const codes = new Map<TermAttribute, Set<string>>();
  const others: string[] = [];
  for (const { pieces, weights } of ways) {
    const [piece = ""] = pieces;
    if (pieces.length > 1 || isOpen(piece)) {
      others.push(containsAll(pieces, weights) ?? "");
      continue;
    }
    for (const weight of weightsOf(piece)) {
      if (!weights.includes(weight)) continue;
      const attribute = attributeOf(piece, weight as Weight);
      codes.set(attribute, (codes.get(attribute) ?? new Set()).add(encodeTerm(piece)));
    }
  }
  const all = [
    ...[...codes].map(([attribute, values]) => isIn(attribute, [...values])),
    ...others.filter(Boolean),
  ];
  return all.length > 1 || all[0]?.includes(" OR ") ? `(${all.join(" OR ")})` : (all[0] ?? null);
}

const isIn = (attribute: string, values: readonly string[]) =>
  values.length === 1 ? `${attribute} = ${values[0]}` : `${attribute} IN [${values.join(", ")}]`;
