import { type RawBuilder, sql } from "kysely";
import { postingsOfEvent } from "../../event-visibility/index.ts";
import type { Scope } from "../../platform/context.ts";
import type { Filter } from "../filter.ts";
import type { FacetName } from "../port.ts";
import type { Term } from "../words/parse-query.ts";
import { isOpen } from "../words/terms.ts";

export type Condition = RawBuilder<unknown>;

const quoted = (lexeme: string) => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** Converts a piece to tsquery syntax, limited to these weights. An open word matches by prefix too. */
export const asked = (piece: string, weights = ""): string => {
  const flags = `${isOpen(piece) ? "*" : ""}${weights}`;
  return flags ? `${quoted(piece)}:${flags}` : quoted(piece);
};

/** `=焊工` is implied by `焊工`. An alternative that is implied by another adds nothing to the query. */
const widens = (pieces: string[]) => !pieces[0]?.startsWith("=");

/** Builds the tsquery: every term is required, in one of its alternatives with all pieces. */
export function tsquery(terms: Term[]): string {
  const all = (pieces: string[]) => `(${pieces.map((piece) => asked(piece)).join(" & ")})`;
  return terms
    .map(({ anyOf, weaker }) => `(${[...anyOf, ...weaker].filter(widens).map(all).join(" | ")})`)
    .join(" & ");
}

/** Limits postings to the home cities that the reader's agreements show. */
export const ofAgreement = (scope: Scope): Condition =>
  sql`s.home_city = any (array(select app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting')))`;

/** Agreement, expiry and words. No facet count leaves these conditions out. */
export function baseConditions(shown: Condition, terms: Term[] | null): Condition[] {
  const conditions: Condition[] = [shown, sql`s.expires_at > (select app.now())`];
  if (terms) conditions.push(sql`s.posting_id in (select app.postings_with(${tsquery(terms)}::tsquery))`);
  return conditions;
}

/**
 * Limits postings to those of verified, placed exhibitors of a fair. The reader's agreements must show their
 * home city, or the fair itself must belong to such an agreement.
 */
export const offeredAt = (fairId: string, scope: Scope): Condition =>
  sql`s.posting_id in (${postingsOfEvent("fair", fairId, scope, ofAgreement(scope))})`;

/** One condition per facet in use, so that a facet's own counts can leave its own condition out. */
export function facetConditions(filter: Filter): Partial<Record<FacetName | "other", Condition>> {
  const conditions: Partial<Record<FacetName | "other", Condition>> = {};
  if (filter.city) conditions.city = sql`s.city = any(${filter.city})`;
  if (filter.county) conditions.county = sql`s.county = any(${filter.county})`;
  if (filter.occupation) conditions.occupation = sql`s.occupation = any(${filter.occupation})`;
  if (filter.benefits) conditions.benefits = sql`s.benefits @> ${filter.benefits}`;
  if (filter.enterpriseId) conditions.other = sql`s.enterprise_id = ${filter.enterpriseId}::uuid`;
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

/** Joins conditions by `and`; `true` for none. */
export const allOf = (conditions: Condition[]): Condition =>
  conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
