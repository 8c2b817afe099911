/**
 * Search: one port, adapters behind it. Every term of a query is required; visibility by agreement and expiry are
 * conditions inside the engine's own query. What is found is loaded from the postings, the only truth.
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
