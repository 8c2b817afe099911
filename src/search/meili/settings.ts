import type { Settings } from "meilisearch";
import type { FACETS } from "../port.ts";

/** Name of the index that is searched. A rebuild fills another index and swaps the two. */
export const INDEX = "postings";
/** Name of the consumer of the change feed that keeps the index up to date. */
export const MEILI_CONSUMER = "search-meilisearch";
/**
 * Version of the settings and of the document's content. Increase it with every change of either. An index of
 * another version is rebuilt.
 */
export const VERSION = 6;

/**
 * Maps each facet to the attribute of the Meilisearch document. For pay, education and experience the
 * document stores every step that it satisfies.
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
 * Settings of the Meilisearch index. A filter on `terms` decides which postings match. The searchable
 * attributes only affect the order. From first to last: title, trade, adjacent characters of the title, place
 * and employer, the rest. All text is encoded as Latin letters and digits, so the segmentation of Meilisearch
 * has no effect.
 */
export const SETTINGS = {
  searchableAttributes: ["title", "trade", "beside", "place", "rest"],
  filterableAttributes: [
    // Only the attributes of the second rule are compared by size: an index for comparisons is large, most of
    // all that of `terms` with some 120 values a posting.
    {
      attributePatterns: [
        ...Object.values(FACET_ATTRIBUTE),
        "id",
        "terms",
        "homeCity",
        "enterprise",
        "payPeriod",
        "payPeriods",
        "payday",
        "shifts",
      ],
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
    {
      attributePatterns: ["monthMin", "monthMax", "payMax", "education", "experienceMonths", "expires"],
      features: { facetSearch: false, filter: { equality: false, comparison: true } },
    },
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
