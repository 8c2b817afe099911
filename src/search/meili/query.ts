import { type EngineFilter, FACETS, type FacetName } from "../port.ts";
import type { Term } from "../words/parse-query.ts";
import type { Exclusion } from "../words/pieces.ts";
import { containsAny } from "./terms.ts";

/** Quotes a filter value. Values are validated or encoded before; the escaping is a second guard. */
const quoted = (value: string) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
export const isOneOf = (attribute: string, values: readonly string[]) =>
  `${attribute} IN [${values.map(quoted).join(", ")}]`;

/**
 * Returns false for an alternative such as `=焊工` (the whole title is 焊工). All its matches also match `焊工`, so
 * beside it in an OR it adds nothing.
 */
const widens = (pieces: readonly string[]) => !pieces[0]?.startsWith("=");

const anyOf = (ways: readonly string[][]) =>
  containsAny(ways.filter(widens).map((pieces) => ({ pieces, weights: "ABCD" }))) ?? "NOT id EXISTS";

/**
 * Returns the filter condition of a term. A term matches if any of its alternatives does; an alternative
 * matches if all its index terms are present.
 */
export const termCondition = (term: Term): string => anyOf([...term.anyOf, ...term.weaker]);

/** Returns one filter condition per exclusion: a posting must not match it. */
export const exclusionConditions = (without: Exclusion[]): string[] =>
  without.map(({ anyOf: ways, unless }) =>
    unless.length > 0 ? `NOT (${anyOf(ways)} AND NOT ${anyOf(unless)})` : `NOT ${anyOf(ways)}`,
  );

/** Returns the condition that the county, or the city of a posting without county, is one of these. */
const isAround = (codes: readonly string[]): string =>
  `(${isOneOf("county", codes)} OR (county IS NULL AND ${isOneOf("city", codes)}))`;

/** Pay by the day or week without another payday counts as paid out then. */
const paidOut = (paydays: readonly string[]): string =>
  `(${isOneOf("payday", paydays)} OR (payday IS NULL AND ${isOneOf("payPeriod", paydays)}))`;

/** Returns the conditions of the filters that belong to no facet. */
function otherConditions(filter: EngineFilter): string[] {
  const { enterpriseId, payMax, dayPayMin, hourPayMin, shift, payPeriod, payday } = filter;
  const { notShift, notPayPeriod, notPayday, around } = filter;
  return [
    ...(around ? [isAround(around)] : []),
    ...(enterpriseId ? [`enterprise = ${quoted(enterpriseId)}`] : []),
    ...(payMax === undefined ? [] : [`monthMin <= ${payMax}`]),
    ...(dayPayMin === undefined ? [] : [`payPeriod = "day" AND payMax >= ${dayPayMin}`]),
    ...(hourPayMin === undefined ? [] : [`payPeriod = "hour" AND payMax >= ${hourPayMin}`]),
    ...(shift ? [isOneOf("shifts", shift)] : []),
    ...(payPeriod ? [isOneOf("payPeriods", payPeriod)] : []),
    ...(payday ? [paidOut(payday)] : []),
    ...(notShift ? [`NOT ${isOneOf("shifts", notShift)}`] : []),
    ...(notPayPeriod ? [`NOT ${isOneOf("payPeriods", notPayPeriod)}`] : []),
    ...(notPayday ? [`NOT ${paidOut(notPayday)}`] : []),
  ];
}

/**
 * Returns one condition per facet that the filter uses. They stay separate, because a facet's counts ignore
 * the condition on this facet.
 */
export function facetConditions(filter: EngineFilter): Partial<Record<FacetName | "other", string>> {
  const conditions: Partial<Record<FacetName | "other", string>> = {};
  const other = otherConditions(filter);
  if (other.length > 0) conditions.other = other.join(" AND ");
  if (filter.city) conditions.city = isOneOf("city", filter.city);
  if (filter.county) conditions.county = isOneOf("county", filter.county);
  if (filter.occupation) conditions.occupation = isOneOf("occupation", filter.occupation);
  if (filter.benefits)
    conditions.benefits = filter.benefits.map((one) => `benefits = ${quoted(one)}`).join(" AND ");
  if (filter.education !== undefined) conditions.education = `education <= ${filter.education}`;
  if (filter.experienceYears !== undefined)
    conditions.experience = `experienceMonths <= ${filter.experienceYears * 12}`;
  if (filter.payMin !== undefined)
    conditions.payBand = filter.payUnknown
      ? `(monthMax >= ${filter.payMin} OR monthMax IS NULL)`
      : `monthMax >= ${filter.payMin}`;
  return conditions;
}

/** Returns the conditions on home city (visible by agreement) and expiry. They apply to all facet counts. */
export const readableFilter = (homeCities: readonly string[], nowS: number): string[] => [
  isOneOf("homeCity", homeCities),
  `expires > ${nowS}`,
];

/** Returns the facets that the filter limits. The counts of each need a separate query. */
export const chosenFacets = (own: Partial<Record<FacetName | "other", string>>): FacetName[] =>
  FACETS.filter((facet) => own[facet] !== undefined);
