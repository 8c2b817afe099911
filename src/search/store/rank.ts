import { type RawBuilder, sql } from "kysely";
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
 * Returns the SQL rank: the sum, over all terms, of the points of the best matching alternative. The sum is a
 * small whole number, so that cursors compare exactly.
 */
export function rankOf(terms: Term[]): RawBuilder<number> {
  const best = terms.map(({ anyOf, weaker }) => {
    const ways = joined([...anyOf.flatMap(waysOf), ...weaker.flatMap(weakerWays)]);
    const cases = ways.map(
      ({ query, worth }) => sql`when s.head @@ ${query}::tsquery then ${sql.lit(worth)}`,
    );
    return sql`case ${sql.join(cases, sql` `)} else ${sql.lit(WORTH.rest)} end`;
  });
  return sql<number>`(${best.length > 0 ? sql.join(best, sql` + `) : sql`0`})::int`;
}
