import type { Settings } from "meilisearch";
import type { FACETS } from "../port.ts";

/** The index that is asked; a rebuild fills another and swaps. */
export const INDEX = "postings";
/** Raised with every change of settings or of what stands in a document: an index of another version is rebuilt. */
export const VERSION = 4;

/** The facet of the port by the attribute that carries its values: ordinal ones as all the steps they satisfy. */
export const FACET_ATTRIBUTE = {
  city: "city",
  county: "county",
  occupation: "occupation",
  payBand: "payBands",
  education: "educationSteps",
  experience: "experienceSteps",
  benefits: "benefits",
} as const satisfies Record<(typeof FACETS)[number], string>;

/**
 * The engine's settings as code. Which postings match is decided by `terms` in the filter, the same way as everywhere;
 * the searchable attributes only put them in order: title, trade, characters side by side in a title, place and employer,
 * the rest. Nothing here depends on how the engine cuts Chinese, because it is given none.
 */
export const SETTINGS = {
  searchableAttributes: ["title", "trade", "beside", "place", "rest"],
  filterableAttributes: [
    ...Object.values(FACET_ATTRIBUTE),
    "id",
    "terms",
    "homeCity",
    "enterprise",
    "monthMax",
    "education",
    "experienceMonths",
    "expires",
  ],
  sortableAttributes: ["published", "pay", "id", "_geo"],
  rankingRules: ["sort", "words", "attribute", "exactness", "published:desc", "id:desc"],
  displayedAttributes: ["id", "rev"],
  stopWords: [],
  synonyms: {},
  typoTolerance: { enabled: false },
  faceting: { maxValuesPerFacet: 500, sortFacetValuesBy: { "*": "count" } },
  pagination: { maxTotalHits: 1_000_000 },
  proximityPrecision: "byAttribute",
  prefixSearch: "disabled",
  facetSearch: false,
  searchCutoffMs: 900,
} as const satisfies Settings;
