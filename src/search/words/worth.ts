import type { Term } from "./parse-query.ts";

/**
 * Points that a query term earns, depending on where a posting contains it. A whole word earns more than its
 * pairs of characters. The page that explains the order of results lists these values.
 */
export const WORTH = {
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

/**
 * A way in which a posting may contain a query term, and the points that this earns. It contains all of
 * `pieces`, each with one of the weights: `A` title, `B` trade, `C` place and employer.
 */
export type Way = { pieces: readonly string[]; weights: "A" | "B" | "C" | "AC" | "ABC"; worth: number };

function waysOfName(pieces: readonly string[]): Way[] {
  const [first = ""] = pieces;
  const at = (weights: Way["weights"], worth: number): Way => ({ pieces, weights, worth });
  if (first.startsWith("=")) return [at("A", WORTH.wholeTitle)];
  if (first.startsWith("#")) return [at("B", WORTH.trade)];
  if (first.startsWith("@")) return [at("C", WORTH.place)];
  if (first.startsWith("+")) return [];
  return first.startsWith("~")
    ? [at("A", WORTH.titlePairs), at("AC", WORTH.headPairs)]
    : [at("A", WORTH.titleWord), at("B", WORTH.typedTitle), at("C", WORTH.employerWord)];
}

const weakerWays = ([code = ""]: readonly string[]): Way[] =>
  code.startsWith("+")
    ? []
    : [
        {
          pieces: [code],
          weights: "ABC",
          worth: code.startsWith("#") ? WORTH.nearTrade : WORTH.nearPlace,
        },
      ];

/** Ways with equal points. */
export type Worth = { worth: number; ways: Way[] };

/**
 * Returns the ways in which a posting may contain a term, grouped by points, highest first. A posting that
 * matches the term in no such way earns `WORTH.rest`.
 */
export function worthsOf({ anyOf, weaker }: Term): Worth[] {
  const byWorth = new Map<number, Way[]>();
  for (const way of [...anyOf.flatMap(waysOfName), ...weaker.flatMap(weakerWays)])
    byWorth.set(way.worth, [...(byWorth.get(way.worth) ?? []), way]);
  return [...byWorth].map(([worth, ways]) => ({ worth, ways })).sort((a, b) => b.worth - a.worth);
}
