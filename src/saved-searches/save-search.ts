import { divisionNames } from "../cities/index.ts";
import { lockAccount } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError, invalid } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { occupationNames } from "../postings/index.ts";
import { getSavedSearch } from "./read-searches.ts";
import { canonical, labelOf, SAVED_MAX } from "./rules.ts";
import type { SavedSearchInput, SavedSearchView } from "./schema.ts";
import { countSaved, insertSearch } from "./store.ts";

/**
 * Saves a search for the caller, with the city and agreement of the request. If the caller has an equal
 * search, returns that one.
 * Throws INVALID_INPUT on `q` for a search without words and conditions, SAVED_SEARCH_LIMIT for the
 * twenty-first search.
 */
export async function saveSearch(ctx: RequestContext, input: SavedSearchInput): Promise<SavedSearchView> {
  const { accountId } = requireAccount(ctx.actor);
  const filter = canonical(input.filter);
  const q = input.q.replace(/\s+/g, " ");
  if (!q && Object.keys(filter).length === 0) throw invalid("q", "MISSING");
  const [divisions, occupations] = await Promise.all([divisionNames(ctx), occupationNames(ctx)]);
  const label = labelOf(q, filter, { divisions, occupations });
  const id = await inTransaction(ctx, async (tx) => {
    // Locked, because two concurrent calls could both count nineteen searches and insert one.
    await lockAccount(tx, accountId);
    const kept = await countSaved(tx, accountId);
    const search = { id: ctx.ids.uuid(), accountId, scope: ctx.scope, q, filter, label };
    const written = await insertSearch(tx, search);
    if (!written.fresh) return written.id;
    if (kept >= SAVED_MAX) throw new AppError("SAVED_SEARCH_LIMIT");
    await recordAudit(tx, ctx, { action: "search.save", subjectKind: "savedSearch", subjectId: written.id });
    return written.id;
  });
  return getSavedSearch(ctx, id);
}
