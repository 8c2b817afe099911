import { type RawBuilder, sql } from "kysely";
import type { Term } from "../words/understand.ts";
import { quoted } from "./conditions.ts";

/**
 * What a way of finding a term is worth, by where it stands: title, trade, employer and place, the rest. A whole word
 * is worth more than characters that merely stand beside each other; the page that explains the order says so.
 */
const WHOLE_TITLE = 12;
const WORKPLACE = 6;
const WORD = { A: 10, B: 8, C: 4, D: 1 } as const;
const PAIRS = { A: 7, AB: 5, ABC: 3, ABCD: 1 } as const;

type Way = { query: string; worth: number };

function waysOf(pieces: string[]): Way[] {
  const [first = ""] = pieces;
  if (first.startsWith("=")) return [{ query: quoted(first), worth: WHOLE_TITLE }];
  if (first.startsWith("@")) return [{ query: quoted(first), worth: WORKPLACE }];
  const places = first.startsWith("~") ? PAIRS : WORD;
  return Object.entries(places).map(([weights, worth]) => ({
    query: pieces.map((piece) => `${quoted(piece)}:${weights}`).join(" & "),
    worth,
  }));
}

/** The sum, over the terms, of the best way each is found in: a small whole number, so that a cursor compares exactly. */
export function rankOf(terms: Term[]): RawBuilder<number> {
  const best = terms.map(({ anyOf }) => {
    const ways = anyOf.flatMap(waysOf).sort((a, b) => b.worth - a.worth);
    const cases = ways.map(
      ({ query, worth }) => sql`when s.terms @@ ${query}::tsquery then ${sql.lit(worth)}`,
    );
    return sql`case ${sql.join(cases, sql` `)} else 0 end`;
  });
  return sql<number>`(${best.length > 0 ? sql.join(best, sql` + `) : sql`0`})::int`;
}
