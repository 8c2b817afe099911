import { parseQuery, type SearchPort } from "../../src/search/index.ts";

type Query = Parameters<SearchPort["search"]>[0];
/** A search: a text, and fields that differ from a first page of 20 by relevance without counts. */
export type Wanted = Partial<Query> & { text?: string | null };

/** Returns the query of a text, as a visitor of an agreement asks it. `more` replaces its other fields. */
export function searchQuery(
  lexicon: Parameters<typeof parseQuery>[1],
  agreement: string,
  { text = null, ...more }: Wanted,
): Query {
  const { terms, without, filter } = parseQuery(text, lexicon);
  return {
    terms,
    without,
    filter,
    sort: "relevance",
    cursor: null,
    limit: 20,
    facets: false,
    scope: { city: null, agreement },
    ...more,
  };
}
