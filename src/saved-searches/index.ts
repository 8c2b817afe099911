/**
 * Saved searches: a person's query, repeated for later postings within the same agreement.
 * Each match is reported once as a notice, and once in a letter if the person confirmed an address.
 */

export { findNewMatches } from "./find-new-matches.ts";
export { forgetSearch } from "./forget-search.ts";
export type { FoundSearch } from "./letter.ts";
export { savedSearchNotices } from "./notices.ts";
export { getSavedSearch, listSavedSearches } from "./read-searches.ts";
export { savedSearchRoutes } from "./routes.ts";
export { saveSearch } from "./save-search.ts";
export { SavedSearchInput, SavedSearchView } from "./schema.ts";
export { retention as savedSearchRetention } from "./store.ts";
