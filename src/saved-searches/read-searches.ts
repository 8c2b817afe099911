import type { RequestContext } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import type { SavedSearchView } from "./schema.ts";
import { type SavedSearchRow, selectSearches } from "./store.ts";

const viewOf = ({ createdAt, ...kept }: SavedSearchRow): SavedSearchView => ({
  ...kept,
  createdAt: createdAt.toISOString(),
});

/** Returns one of the caller's searches. Throws NOT_FOUND for a search that is not the caller's. */
export async function getSavedSearch(ctx: RequestContext, id: string): Promise<SavedSearchView> {
  const { accountId } = requireAccount(ctx.actor);
  return viewOf(orNotFound((await selectSearches(ctx.db, accountId, id))[0]));
}

/** Returns the caller's searches, newest first. All on one page, because there are at most SAVED_MAX. */
export async function listSavedSearches(ctx: RequestContext): Promise<SavedSearchView[]> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectSearches(ctx.db, accountId)).map(viewOf);
}
