import type { Filter } from "../filter.ts";
import { FACETS, type FacetName } from "../port.ts";
import type { Term } from "../words/parse-query.ts";
import { encodeTerm } from "./encode.ts";

/** Query words that the engine heeds; more of them would be left out without a word. */
const RANKED_MAX = 10;

/** Values come from closed sets of digits, letters and dashes; anything else is quoted harmless all the same. */
const quoted = (value: string) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
export const isOneOf = (attribute: string, values: readonly string[]) =>
  `${attribute} IN [${values.map(quoted).join(", ")}]`;

const allOf = (pieces: readonly string[]) =>
  pieces.map((piece) => `terms = ${encodeTerm(piece)}`).join(" AND ");

/** A way that only says more of another (`=焊工` of `焊工`) widens nothing. */
const widens = (pieces: readonly string[]) => !pieces[0]?.startsWith("=");

/** One condition per term: any of its ways, each of them all of its pieces. */
export const termConditions = (terms: Term[]): string[] =>
  terms.map(
    ({ anyOf, weaker }) =>
      `(${[...anyOf, ...weaker]
        .filter(widens)
        .map((pieces) => `(${allOf(pieces)})`)
        .join(" OR ")})`,
  );

/**
 * Pieces that every match of a term has, or none. Whoever is found by a code has the pairs of all its names, so a Han
 * word's pairs are certain; a forgiven word lacks one of them, and a pinyin may have been found by the code alone.
 */
function certainPieces({ word, anyOf, weaker }: Term): readonly string[] {
  const coded = weaker.length > 0 || anyOf.some(([first = ""]) => /^[#@+]/.test(first));
  const plain = anyOf.filter(([first = ""]) => !/^[=#@+]/.test(first));
  if (/^\p{Script=Han}+$/u.test(word)) return plain[0]?.[0] === word ? (plain.at(-1) ?? []) : [];
  return coded || plain.length !== 1 ? [] : (plain[0] ?? []);
}

/** The words that put the matches in order: only those that every match has, so that they leave none out. */
export const rankedWords = (terms: Term[]): string =>
  [...new Set(terms.flatMap(certainPieces))].slice(0, RANKED_MAX).map(encodeTerm).join(" ");

/** One condition per facet that the filter uses, so that a facet's own counts can leave its own out. */
export function facetConditions(filter: Filter): Partial<Record<FacetName | "other", string>> {
  const conditions: Partial<Record<FacetName | "other", string>> = {};
  if (filter.city) conditions.city = isOneOf("city", filter.city);
  if (filter.county) conditions.county = isOneOf("county", filter.county);
  if (filter.occupation) conditions.occupation = isOneOf("occupation", filter.occupation);
  if (filter.benefits)
    conditions.benefits = filter.benefits.map((one) => `benefits = ${quoted(one)}`).join(" AND ");
  if (filter.enterpriseId) conditions.other = `enterprise = ${quoted(filter.enterpriseId)}`;
  if (filter.education !== undefined) conditions.education = `education <= ${filter.education}`;
  if (filter.experienceYears !== undefined)
    conditions.experience = `experienceMonths <= ${filter.experienceYears * 12}`;
  if (filter.payMin !== undefined)
    conditions.payBand = filter.payUnknown
      ? `(monthMax >= ${filter.payMin} OR monthMax IS NULL)`
      : `monthMax >= ${filter.payMin}`;
  return conditions;
}

/** What no facet ever lifts: agreement and expiry. */
export const standing = (homeCities: readonly string[], nowS: number): string[] => [
  isOneOf("homeCity", homeCities),
  `expires > ${nowS}`,
];

/** The facets whose counts need a question of their own, because a condition of theirs is set. */
export const chosenFacets = (own: Partial<Record<FacetName | "other", string>>): FacetName[] =>
  FACETS.filter((facet) => own[facet] !== undefined);
