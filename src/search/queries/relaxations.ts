import type { RequestContext } from "../../platform/context.ts";
import { referenceWords } from "../engine.ts";
import type { Filter } from "../filter.ts";
import type { SearchPort } from "../port.ts";
import { parseQuery } from "../words/parse-query.ts";
import { findPostings, type SearchInput } from "./search-postings.ts";

/** A word or filter that a query without results may drop, and the number of results without it. */
export type Relaxations = { kind: "word" | "filter"; value: string; total: number };

const WORDS_MAX = 4;
const RESCUES_MAX = 4;

/**
 * Returns near queries for a query without results. Removes each word and each filter in turn and counts the
 * results. Largest count first, at most four.
 */
export async function findRelaxations(
  ctx: RequestContext,
  engine: SearchPort,
  input: SearchInput,
): Promise<Relaxations[]> {
  const { lexicon } = await referenceWords(ctx);
  const words = (parseQuery(input.text, lexicon) ?? []).map(({ word }) => word).slice(0, WORDS_MAX);
  const filters = (Object.keys(input.filter) as (keyof Filter)[]).filter(
    (key) => input.filter[key] !== undefined,
  );
  const count = async (changed: Partial<SearchInput>) =>
    (await findPostings(ctx, engine, { ...input, cursor: null, limit: 1, facets: false, ...changed })).total;
  const found = await Promise.all([
    ...(words.length > 1 ? words : []).map(async (word): Promise<Relaxations> => {
      const text = words.filter((other) => other !== word).join(" ");
      return { kind: "word", value: word, total: await count({ text }) };
    }),
    ...filters.map(async (key): Promise<Relaxations> => {
      const { [key]: _left, ...filter } = input.filter;
      return { kind: "filter", value: key, total: await count({ filter: filter as Filter }) };
    }),
  ]);
  return found
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
    .slice(0, RESCUES_MAX);
}
