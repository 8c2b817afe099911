import { FACETS, type FacetCounts, type FacetName, type SearchResult } from "./port.ts";

const FACET_VALUES_MAX = 50;
const ORDINAL: ReadonlySet<FacetName> = new Set(["payBand", "education", "experience"]);

/** Returns an empty list of counts for every facet. */
export const emptyFacets = (): FacetCounts =>
  Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as FacetCounts;

/** Returns a result without postings, the same for every engine. */
export const emptyResult = (facets: boolean): SearchResult => ({
  ids: [],
  total: 0,
  facets: facets ? emptyFacets() : null,
  nextCursor: null,
});

/**
 * Sorts a facet's values for display: pay, education and experience ascending, others by descending count.
 * Removes zero counts; keeps at most 50 values.
 */
export function sortedFacet(
  facet: FacetName,
  values: { value: string; count: number }[],
): { value: string; count: number }[] {
  return values
    .filter(({ count }) => count > 0)
    .sort((a, b) =>
      ORDINAL.has(facet)
        ? Number(a.value) - Number(b.value)
        : b.count - a.count || (a.value < b.value ? -1 : 1),
    )
    .slice(0, FACET_VALUES_MAX);
}
