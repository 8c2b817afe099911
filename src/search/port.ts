import type { Scope } from "../platform/context.ts";
import type { PostingDocument } from "../postings/index.ts";
import type { Filter } from "./filter.ts";
import type { Point } from "./words/lexicon.ts";
import type { Term } from "./words/parse-query.ts";

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
/** Lower bounds in yuan a month; a band counts what a search with that payMin would answer. */
export const PAY_BANDS = [3000, 4000, 5000, 6000, 8000, 10000] as const;
/** Years and levels count what asks for no more. */
export const EXPERIENCE_YEARS = [0, 1, 3, 5, 10] as const;
export const EDUCATION_LEVELS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export type FacetName = (typeof FACETS)[number];
export type FacetCounts = Record<FacetName, { value: string; count: number }[]>;

/** Where a person is, and how far every place with known coordinates is from there, in metres. */
export type Nearness = { point: Point; metres: Readonly<Record<string, number>> };

export type SearchQuery = {
  /** Every term is required; null asks for everything, no term at all for nothing. */
  terms: Term[] | null;
  filter: Filter;
  sort: Sort;
  /** For the sort by nearness. */
  near?: Nearness | null;
  cursor: string | null;
  /** 1 … 100. */
  limit: number;
  facets: boolean;
  /** Whose agreements decide what is visible: applied inside the query. */
  scope: Scope;
};

export type SearchResult = {
  /** Posting ids in order. */
  ids: string[];
  /** Exact number of matches. */
  total: number;
  facets: FacetCounts | null;
  nextCursor: string | null;
  /** The engine that should have answered is away; another did. */
  degraded?: boolean;
};

/** What the index consumer writes: one published, unexpired posting. */
export type SearchDocument = PostingDocument;

/** One contract, two engines; test/conformance/search.ts is the suite both must pass. */
export type SearchPort = {
  name: "postgres" | "meilisearch";
  search(query: SearchQuery): Promise<SearchResult>;
  /** Upserts; an older revision never replaces a newer one. */
  put(documents: SearchDocument[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
};
