/**
 * Search for postings: one port with two adapters, PostgreSQL and Meilisearch. A posting must match every
 * term of a query. The engine's own query also filters by agreement and expiry. The engine returns ids only;
 * the cards are loaded from the posting tables.
 */

export { defaultEngine, fairEngine, referenceWords } from "./engine.ts";
export { Filter } from "./filter.ts";
export { divisionsWithin, nearnessOf } from "./nearness.ts";
export {
  EXPERIENCE_YEARS,
  FACETS,
  type FacetCounts,
  type FacetName,
  type Nearness,
  PAY_BANDS,
  type SearchDocument,
  type SearchPort,
  SORTS,
  type Sort,
} from "./port.ts";
export { findRelaxations, type Relaxation } from "./queries/relaxations.ts";
export { findPostings, newPostings, type SearchAnswer, searchPostings } from "./queries/search-postings.ts";
export { FEW, findSteps, type Step } from "./queries/steps.ts";
export { type EngineOf, SearchParameters, searchInput, searchRoutes } from "./routes.ts";
export { createPostgresSearch } from "./store/postgres.ts";
export type { Lexicon } from "./words/lexicon.ts";
export { parseQuery, type Term } from "./words/parse-query.ts";
export type { Understood } from "./words/pieces.ts";
