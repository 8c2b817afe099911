import { type RawBuilder, sql } from "kysely";
import { postingsOfEvent } from "../../event-visibility/index.ts";
import type { Scope } from "../../platform/context.ts";
import type { EngineFilter, FacetName, SearchQuery } from "../port.ts";
import type { Term } from "../words/parse-query.ts";
import type { Exclusion } from "../words/pieces.ts";
import { isOpen } from "../words/terms.ts";

export type Condition = RawBuilder<unknown>;

/** Quotes a lexeme for tsquery and tsvector text. */
export const quoted = (lexeme: string) => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/**
 * Converts an index term to tsquery syntax, limited to the given weights. A term for which `isOpen` is true
 * also matches by prefix.
 */
export const asked = (piece: string, weights = ""): string => {
  const flags = `${isOpen(piece) ? "*" : ""}${weights}`;
  return flags ? `${quoted(piece)}:${flags}` : quoted(piece);
};

/**
 * Returns false for an alternative such as `=焊工` (the whole title is 焊工). All its matches also match `焊工`, so
 * beside it in an OR it adds nothing.
 */
const widens = (pieces: string[]) => !pieces[0]?.startsWith("=");

const all = (pieces: string[]) => `(${pieces.map((piece) => asked(piece)).join(" & ")})`;

/**
 * Builds the tsquery. Every query term must match, by any of its alternatives. An alternative matches if all
 * its index terms are present.
 */
function tsquery(terms: Term[]): string {
  return terms
    .map(({ anyOf, weaker }) => `(${[...anyOf, ...weaker].filter(widens).map(all).join(" | ")})`)
    .join(" & ");
}

/** Builds the tsquery of the postings that one exclusion drops. */
function dropped({ anyOf, unless }: Exclusion): string {
  const any = (ways: string[][]) => `(${ways.map(all).join(" | ")})`;
  return unless.length > 0 ? `(${any(anyOf)} & !${any(unless)})` : any(anyOf);
}

/** Returns the conditions on index terms: those that must match, and those that must not. */
function termConditions(terms: Term[] | null, without: Exclusion[]): Condition[] {
  const having = (query: string) => sql`s.posting_id in (select app.postings_with(${query}::tsquery))`;
  const not = without.map(dropped);
  if (terms) return [having([tsquery(terms), ...not.map((query) => `!${query}`)].join(" & "))];
  // A query of negations alone would read the whole index of terms.
  return not.length > 0 ? [sql`not ${having(not.join(" | "))}`] : [];
}

/** Returns the condition that limits postings to the home cities visible under the reader's agreements. */
export const ofAgreement = (scope: Scope): Condition =>
  sql`s.home_city = any (array(select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home)))`;

/** Returns the conditions that apply to all facet counts: visibility (`shown`), expiry and query terms. */
export const baseConditions = (
  shown: Condition,
  { terms, without = [] }: Pick<SearchQuery, "terms" | "without">,
): Condition[] => [shown, sql`s.expires_at > (select app.now())`, ...termConditions(terms, without)];

/**
 * Returns the condition that limits postings to those of verified enterprises at a fair. The fair must belong
 * to an agreement of the reader, or the reader's agreements must show the posting's home city.
 */
export const offeredAt = (fairId: string, scope: Scope): Condition =>
  sql`s.posting_id in (${postingsOfEvent("fair", fairId, scope, ofAgreement(scope))})`;

/** Pay by the day or week without another payday counts as paid out then. */
const paidOut = (paydays: readonly string[]): Condition =>
  sql`coalesce(s.payday, s.pay_period) = any(${paydays})`;

/** Returns the conditions of the filters that belong to no facet. */
function otherConditions(filter: EngineFilter): Condition[] {
  const { enterpriseId, payMax, dayPayMin, hourPayMin, shift, payPeriod, payday } = filter;
  const { notShift, notPayPeriod, notPayday, around } = filter;
  return [
    ...(around ? [sql`coalesce(s.county, s.city) = any(${around}::text[])`] : []),
    ...(enterpriseId ? [sql`s.enterprise_id = ${enterpriseId}::uuid`] : []),
    ...(payMax === undefined ? [] : [sql`s.month_min_yuan <= ${payMax}`]),
    ...(dayPayMin === undefined ? [] : [sql`s.pay_period = 'day' and s.pay_max_yuan >= ${dayPayMin}`]),
    ...(hourPayMin === undefined ? [] : [sql`s.pay_period = 'hour' and s.pay_max_yuan >= ${hourPayMin}`]),
    ...(shift ? [sql`s.shifts && ${shift}`] : []),
    ...(payPeriod ? [sql`s.pay_periods && ${payPeriod}`] : []),
    ...(payday ? [paidOut(payday)] : []),
    ...(notShift ? [sql`not s.shifts && ${notShift}`] : []),
    ...(notPayPeriod ? [sql`not s.pay_periods && ${notPayPeriod}`] : []),
    ...(notPayday ? [sql`not coalesce(${paidOut(notPayday)}, false)`] : []),
  ];
}

/**
 * Returns one condition per facet that the filter uses. They stay separate, because a facet's counts ignore
 * the condition on this facet.
 */
export function facetConditions(filter: EngineFilter): Partial<Record<FacetName | "other", Condition>> {
  const conditions: Partial<Record<FacetName | "other", Condition>> = {};
  const other = otherConditions(filter);
  if (other.length > 0) conditions.other = allOf(other);
  if (filter.city) conditions.city = sql`s.city = any(${filter.city})`;
  if (filter.county) conditions.county = sql`s.county = any(${filter.county})`;
  if (filter.occupation) conditions.occupation = sql`s.occupation = any(${filter.occupation})`;
  if (filter.benefits) conditions.benefits = sql`s.benefits @> ${filter.benefits}`;
  if (filter.education !== undefined)
    conditions.education = sql`(s.education is null or s.education <= ${filter.education})`;
  if (filter.experienceYears !== undefined)
    conditions.experience = sql`(s.experience_min_months is null
      or s.experience_min_months <= ${filter.experienceYears * 12})`;
  if (filter.payMin !== undefined)
    conditions.payBand = filter.payUnknown
      ? sql`(s.month_max_yuan >= ${filter.payMin} or s.month_max_yuan is null)`
      : sql`s.month_max_yuan >= ${filter.payMin}`;
  return conditions;
}

/** Joins conditions by `and`. Returns `true` if there are none. */
export const allOf = (conditions: Condition[]): Condition =>
  conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
