import {
  EDUCATION_LEVELS,
  EXPERIENCE_YEARS,
  FACETS,
  type FacetCounts,
  type FacetName,
  PAY_BANDS,
  type SearchResult,
} from "./port.ts";

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

type Count = { value: string; count: number };
type Steps = { steps: readonly number[]; holds(value: number, at: number): boolean };

/**
 * The steps of each ordinal facet. `holds` tests whether the postings of a value count for the step at index
 * `at`. A value of `payBand` is the number of bands that the pay reaches, of `experience` a number of months.
 */
const STEPS: Partial<Record<FacetName, Steps>> = {
  payBand: { steps: PAY_BANDS, holds: (reached, at) => reached > at },
  education: { steps: EDUCATION_LEVELS, holds: (level, at) => level <= at },
  experience: {
    steps: EXPERIENCE_YEARS,
    holds: (months, at) => months <= (EXPERIENCE_YEARS[at] ?? 0) * 12,
  },
};

/**
 * Sums up an ordinal facet's counts by steps. Pay counts for every band that it reaches, a requirement for
 * every level or number of years that satisfies it. Returns the counts of other facets unchanged.
 */
export function cumulated(facet: FacetName, counts: Count[]): Count[] {
  const ordinal = STEPS[facet];
  if (!ordinal) return counts;
  return ordinal.steps.map((step, at) => ({
    value: String(step),
    count: counts.reduce((sum, { value, count }) => sum + (ordinal.holds(Number(value), at) ? count : 0), 0),
  }));
}
