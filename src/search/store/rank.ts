import { type RawBuilder, sql } from "kysely";
import type { Filter } from "../filter.ts";
import type { Term } from "../words/parse-query.ts";
import { asked } from "./conditions.ts";

/**
 * Points that a query term earns, depending on where a posting contains it. A whole word earns more than its
 * pairs of characters. The page that explains the order of results lists these values.
 */
const WORTH = {
  wholeTitle: 12,
  titleWord: 10,
  trade: 8,
  titlePairs: 7,
  place: 6,
  nearTrade: 5,
  nearPlace: 3,
  typedTitle: 9,
  employerWord: 4,
  headPairs: 3,
  certain: 3,
  rest: 1,
};

type Way = { query: string; worth: number };

function waysOf(pieces: string[]): Way[] {
  const [first = ""] = pieces;
  const at = (weights: string, worth: number) => ({
    query: pieces.map((piece) => asked(piece, weights)).join(" & "),
    worth,
  });
  if (first.startsWith("=")) return [at("A", WORTH.wholeTitle)];
  if (first.startsWith("#")) return [at("B", WORTH.trade)];
  if (first.startsWith("@")) return [at("C", WORTH.place)];
  if (first.startsWith("+")) return [];
  return first.startsWith("~")
    ? [at("A", WORTH.titlePairs), at("AC", WORTH.headPairs)]
    : [at("A", WORTH.titleWord), at("B", WORTH.typedTitle), at("C", WORTH.employerWord)];
}

const weakerWays = ([code = ""]: string[]): Way[] =>
  code.startsWith("+")
    ? []
    : [{ query: asked(code), worth: code.startsWith("#") ? WORTH.nearTrade : WORTH.nearPlace }];

/** Joins alternatives with equal points into one condition, highest points first. */
function joined(ways: Way[]): Way[] {
  const byWorth = new Map<number, string[]>();
  for (const { query, worth } of ways) byWorth.set(worth, [...(byWorth.get(worth) ?? []), `(${query})`]);
  return [...byWorth]
    .map(([worth, queries]) => ({ worth, query: queries.join(" | ") }))
    .sort((a, b) => b.worth - a.worth);
}

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
  const best = terms.map(({ anyOf, weaker }) => {
    const ways = joined([...anyOf.flatMap(waysOf), ...weaker.flatMap(weakerWays)]);
    const cases = ways.map(
      ({ query, worth }) => sql`when s.head @@ ${query}::tsquery then ${sql.lit(worth)}`,
    );
    return sql`case ${sql.join(cases, sql` `)} else ${sql.lit(WORTH.rest)} end`;
  });
  const points = [...best, ...sure];
  return points.length > 0 ? sql<number>`(${sql.join(points, sql` + `)})::int` : null;
}
