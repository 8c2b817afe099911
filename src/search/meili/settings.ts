import type { Settings } from "meilisearch";
import type { FACETS } from "../port.ts";
import { LATIN_ATTRIBUTES, TERM_ATTRIBUTES } from "./terms.ts";

/** Name of the index that is searched. A rebuild fills another index and swaps the two. */
export const INDEX = "postings";
/** Name of the consumer of the change feed that keeps the index up to date. */
export const MEILI_CONSUMER = "search-meilisearch";
/**
 * Version of the settings and of the document's content. Increase it with every change of either. An index of
 * another version is rebuilt.
 */
export const VERSION = 7;

/**
 * Maps each facet to the attribute of the Meilisearch document whose values are counted. Pay, education and
 * experience are summed up by steps afterwards.
 */
export const FACET_ATTRIBUTE = {
  city: "city",
  county: "county",
  occupation: "occupation",
  payBand: "payBand",
  education: "education",
  experience: "experienceMonths",
  benefits: "benefits",
} as const satisfies Record<(typeof FACETS)[number], string>;

/** Attributes that are compared by size or by prefix. Their index is larger than that of the others. */
const COMPARED = [
  ...Object.values(LATIN_ATTRIBUTES),
  "monthMin",
  "monthMax",
  "payMax",
  "education",
  "experienceMonths",
  "expires",
];

/** Attributes of which filters ask for equal values only. */
const EQUAL = [
  ...Object.values(FACET_ATTRIBUTE).filter((name) => !COMPARED.includes(name)),
  ...Object.values(TERM_ATTRIBUTES),
  "id",
  "homeCity",
  "enterprise",
  "payPeriod",
  "payPeriods",
  "payday",
  "shifts",
  "waived",
];

/**
 * Settings of the Meilisearch index. Filters decide which postings match and in which order, so the engine
 * searches no text and keeps no index of words. All terms are encoded as Latin letters and digits, so its
 * normalization has no effect. It displays only what is read back.
 */
export const SETTINGS = {
  searchableAttributes: [],
  filterableAttributes: [
    {
      attributePatterns: EQUAL,
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
    {
      attributePatterns: COMPARED,
      features: { facetSearch: false, filter: { equality: true, comparison: true } },
    },
  ],
  sortableAttributes: ["published", "monthMax", "id", "_geo"],
  rankingRules: ["sort", "published:desc", "id:desc"],
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
