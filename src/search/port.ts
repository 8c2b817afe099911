import type { Scope } from "../platform/context.ts";
import type { PostingDocument } from "../postings/index.ts";
import type { Filter } from "./filter.ts";
import type { Point } from "./words/lexicon.ts";
import type { Term } from "./words/parse-query.ts";
import type { Exclusion } from "./words/pieces.ts";

export type { Point };

export const SORTS = ["relevance", "newest", "pay", "nearest"] as const;
export type Sort = (typeof SORTS)[number];

export const FACETS = [
  "city",
  "county",
  "occupation",
  "payBand",
  "education",
  "experience",
  "benefits",
] as const;
/**
 * Values of the facet `payBand`: lower bounds in yuan per month. A band's count equals the total of a search
 * with that `payMin`.
 */
export const PAY_BANDS = [3000, 4000, 5000, 6000, 8000, 10000] as const;
/**
 * Values of the facets `experience` (years) and `education` (level). A value's count includes every posting
 * that requires this much or less.
 */
export const EXPERIENCE_YEARS = [0, 1, 3, 5, 10] as const;
export const EDUCATION_LEVELS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export type FacetName = (typeof FACETS)[number];
export type FacetCounts = Record<FacetName, { value: string; count: number }[]>;

/**
 * The centre of the seeker's division, and the distance in metres from there to other divisions, by division
 * code.
 */
export type Nearness = { point: Point; metres: Readonly<Record<string, number>> };

/**
 * A filter as the engines read it. `around` keeps postings whose county is one of these divisions; without a
 * county, their city must be.
 */
export type EngineFilter = Filter & { around?: readonly string[] };

export type SearchQuery = {
  /** A posting must match every term. Null matches all postings; an empty list matches none. */
  terms: Term[] | null;
  /** A posting must match none of these. */
  without?: Exclusion[];
  filter: EngineFilter;
  sort: Sort;
  /** Required if `sort` is `nearest`. Among postings of equal relevance, the nearer comes first. */
  near?: Nearness | null;
  cursor: string | null;
  /** Page size, from 1 to 100. */
  limit: number;
  facets: boolean;
  /** The reader's city and agreement. The engine's query returns only postings that they make visible. */
  scope: Scope;
};

export type SearchResult = {
  /** Posting ids in order. */
  ids: string[];
  /** Exact number of matches. */
  total: number;
  facets: FacetCounts | null;
  nextCursor: string | null;
  /** True if Meilisearch failed and PostgreSQL returned this result. */
  degraded?: boolean;
};

/** A document of the index: one published, unexpired posting. */
export type SearchDocument = PostingDocument;

/** The contract of a search engine. Both adapters must pass the suite in `test/conformance/search.ts`. */
export type SearchPort = {
  name: "postgres" | "meilisearch";
  search(query: SearchQuery): Promise<SearchResult>;
  /** Upserts documents. An older revision never replaces a newer one. */
  put(documents: SearchDocument[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
};
