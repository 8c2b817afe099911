import type { Filter } from "../filter.ts";
import { FACETS, type FacetName } from "../port.ts";
import type { Term } from "../words/parse-query.ts";
import { encodeTerm } from "./encode.ts";

/** Highest number of query words that the engine uses. It ignores further words without notice. */
const RANKED_MAX = 10;

/** Quotes a filter value. Values come from closed sets; the escaping is a second guard. */
const quoted = (value: string) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
export const isOneOf = (attribute: string, values: readonly string[]) =>
  `${attribute} IN [${values.map(quoted).join(", ")}]`;

const allOf = (pieces: readonly string[]) =>
  pieces.map((piece) => `terms = ${encodeTerm(piece)}`).join(" AND ");

/** `=焊工` is implied by `焊工`. An alternative that is implied by another adds nothing to the filter. */
const widens = (pieces: readonly string[]) => !pieces[0]?.startsWith("=");

/** One condition per term: any of its alternatives, each with all of its pieces. */
export const termConditions = (terms: Term[]): string[] =>
  terms.map(
    ({ anyOf, weaker }) =>
      `(${[...anyOf, ...weaker]
        .filter(widens)
        .map((pieces) => `(${allOf(pieces)})`)
        .join(" OR ")})`,
  );

/**
 * Pieces that every match of a term contains, or none. A posting found by a code has the pairs of all its
 * names, so a Han word's pairs are certain. A corrected word lacks one pair, and pinyin may match by the code
 * alone.
 */
function certainPieces({ word, anyOf, weaker }: Term): readonly string[] {
  const coded = weaker.length > 0 || anyOf.some(([first = ""]) => /^[#@+]/.test(first));
  const plain = anyOf.filter(([first = ""]) => !/^[=#@+]/.test(first));
  if (/^\p{Script=Han}+$/u.test(word)) return plain[0]?.[0] === word ? (plain.at(-1) ?? []) : [];
  return coded || plain.length !== 1 ? [] : (plain[0] ?? []);
}

/** The words that order the matches. Only pieces that every match contains, so that none is left out. */
export const rankedWords = (terms: Term[]): string =>
  [...new Set(terms.flatMap(certainPieces))].slice(0, RANKED_MAX).map(encodeTerm).join(" ");

/** One condition per facet in use, so that a facet's own counts can leave its own condition out. */
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

/** Agreement and expiry. No facet count leaves these conditions out. */
export const standing = (homeCities: readonly string[], nowS: number): string[] => [
  isOneOf("homeCity", homeCities),
  `expires > ${nowS}`,
];

/** Facets with a condition of their own. Their counts need a separate query. */
export const chosenFacets = (own: Partial<Record<FacetName | "other", string>>): FacetName[] =>
  FACETS.filter((facet) => own[facet] !== undefined);
