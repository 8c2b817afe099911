/**
 * Search: one port with two adapters. Every term of a query is required. Visibility by agreement and expiry
 * are conditions inside the engine's own query. The engine returns ids; the cards are loaded from the
 * postings.
 */

export { defaultEngine, fairEngine, referenceWords } from "./engine.ts";
export { Filter } from "./filter.ts";
export {
  EXPERIENCE_YEARS,
  FACETS,
  type FacetCounts,
  type FacetName,
  PAY_BANDS,
  type SearchDocument,
  type SearchPort,
  SORTS,
  type Sort,
} from "./port.ts";
export { findRelaxations, type Relaxations } from "./relaxations.ts";
export { type EngineOf, SearchParameters, searchInput, searchRoutes } from "./routes.ts";
export { findPostings, newPostings, type SearchAnswer, searchPostings } from "./search-postings.ts";
export { createPostgresSearch } from "./store/postgres.ts";
export type { Lexicon } from "./words/lexicon.ts";
export { parseQuery, type Term } from "./words/parse-query.ts";
