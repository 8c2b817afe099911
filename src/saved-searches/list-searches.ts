import type { RequestContext } from "../context.ts";
import { requireAccount } from "../core/guard.ts";
import { viewOf } from "./save-search.ts";
import type { SavedSearchView } from "./schema.ts";
import { selectSearches } from "./store.ts";

/** The caller's searches, newest first; there are few, so they are not paged. */
export async function listSavedSearches(ctx: RequestContext): Promise<SavedSearchView[]> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectSearches(ctx.db, accountId)).map(viewOf);
}
