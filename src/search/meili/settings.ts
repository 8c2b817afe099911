import type { Settings } from "meilisearch";
import type { FACETS } from "../port.ts";

/** The index that answers queries. A rebuild fills another index and swaps the two. */
export const INDEX = "postings";
/**
 * Increase with every change of settings or of the document's content. An index of another version is
 * rebuilt.
 */
export const VERSION = 4;

/**
 * Maps each facet of the port to the engine's attribute. An ordinal value is stored as all steps that it
 * satisfies.
 */
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
 * The engine's settings as code. `terms` in the filter decides which postings match. The searchable
 * attributes only order: title, trade, adjacent characters in a title, place and employer, the rest. The
 * engine receives no Chinese, so its segmentation has no effect.
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
