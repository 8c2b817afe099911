import { type RawBuilder, sql } from "kysely";
import type { Filter } from "../filter.ts";
import type { Term } from "../words/parse-query.ts";
import { type Way, WORTH, worthsOf } from "../words/worth.ts";
import { asked } from "./conditions.ts";

const tsqueryOf = (ways: Way[]) =>
  ways
    .map(({ pieces, weights }) =>
      pieces.map((piece) => asked(piece, weights === "ABC" ? "" : weights)).join(" & "),
    )
    .map((query) => `(${query})`)
    .join(" | ");

/**
 * Returns the conditions under which a posting meets a filter for certain. Pay from 5,000 to 9,000 may be
 * less than the 8,000 of the filter. A posting that names no shift may have night shifts. Daily pay may be
 * paid out later.
 */
function certain(filter: Filter): RawBuilder<unknown>[] {
  const { payMin, payMax, shift, payday, notShift, experienceYears, education } = filter;
  return [
    ...(payMin === undefined || payMax !== undefined ? [] : [sql`s.month_min_yuan >= ${payMin}`]),
    ...(shift ? [sql`s.shifts <@ ${shift}`] : []),
    ...(payday ? [sql`s.payday = any(${payday})`] : []),
    ...(notShift && !notShift.includes("day") ? [sql`s.shifts @> '{day}'`] : []),
    ...(experienceYears === 0 ? [sql`s.experience_min_months = 0`] : []),
    ...(education === 0 ? [sql`s.education = 0`] : []),
  ];
}

/**
 * Returns the SQL rank: the sum, over all terms, of the points of the best matching alternative, and of the
 * points for filters that a posting meets for certain. The sum is a small whole number, so that cursors
 * compare exactly. Returns null if every posting has the same rank.
 */
export function rankOf(terms: Term[], filter: Filter): RawBuilder<number> | null {
  const sure = certain(filter).map(
    (condition) => sql`case when ${condition} then ${sql.lit(WORTH.certain)} else 0 end`,
  );
  const best = terms.map((term) => {
    const cases = worthsOf(term).map(
      ({ worth, ways }) => sql`when s.head @@ ${tsqueryOf(ways)}::tsquery then ${sql.lit(worth)}`,
    );
    return sql`case ${sql.join(cases, sql` `)} else ${sql.lit(WORTH.rest)} end`;
  });
  const points = [...best, ...sure];
  return points.length > 0 ? sql<number>`(${sql.join(points, sql` + `)})::int` : null;
}
