import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

const SPELT = /^\p{L}{4,20}$/u;

/** Returns the word, and the word with each single letter removed. */
const formsOf = (word: string): string[] => [
  ...new Set([word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]),
];

/**
 * Returns true if two words differ by at most one typing error: a wrong, missing or additional letter, or two
 * swapped neighbours.
 */
export function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [x, y] = [a.slice(at), b.slice(at)];
  const swapped = x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1) || swapped;
}

/** Stores Latin words of indexed postings, for spelling correction. */
export async function rememberSpelling(db: DbOrTx, words: Iterable<string>): Promise<void> {
  const pairs = [...new Set(words)].flatMap((word) => formsOf(word).map((form) => ({ form, word })));
  if (pairs.length === 0) return;
  await sql`
    insert into search_spelling select form, word from unnest(${pairs.map(({ form }) => form)}::text[],
      ${pairs.map(({ word }) => word)}::text[]) as t(form, word) on conflict do nothing`.execute(db);
}

/**
 * Finds indexed words that differ by one typing error from each given word. A word that is itself indexed
 * gets an empty list. Han words and words of fewer than four letters are absent from the result.
 */
export async function nearWords(
  db: DbOrTx,
  asked: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const words = asked.filter((word) => SPELT.test(word) && !/\p{Script=Han}/u.test(word));
  if (words.length === 0) return new Map();
  const forms = words.flatMap(formsOf);
  const { rows } = await sql<{ word: string }>`
    select distinct word from search_spelling where form = any(${forms}) order by word limit 200`.execute(db);
  const found = rows.map((row) => row.word);
  return new Map(
    words.map((word) => [word, found.includes(word) ? [] : found.filter((other) => isNear(word, other))]),
  );
}
