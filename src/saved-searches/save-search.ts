import { divisionNames } from "../cities/index.ts";
import type { RequestContext } from "../context.ts";
import { AppError, found, invalid, missing } from "../core/errors.ts";
import { requireAccount } from "../core/guard.ts";
import { inTransaction, recordAudit } from "../core/store.ts";
import { occupationNames } from "../postings/index.ts";
import { canonical, labelOf, SAVED_MAX } from "./rules.ts";
import type { SavedSearchInput, SavedSearchView } from "./schema.ts";
import { countKept, deleteSearch, insertSearch, type Kept, selectSearches } from "./store.ts";

export const viewOf = ({ createdAt, ...kept }: Kept): SavedSearchView => ({
  ...kept,
  createdAt: createdAt.toISOString(),
});

/** One of the caller's searches; NOT_FOUND for anybody else's. */
export async function getSavedSearch(ctx: RequestContext, id: string): Promise<SavedSearchView> {
  const { accountId } = requireAccount(ctx.actor);
  return viewOf(found((await selectSearches(ctx.db, accountId, id))[0]));
}

/**
 * Keeps a search for the caller, as the caller's site shows postings now. The same one twice is once. Refuses one that
 * asks for everything (INVALID_INPUT on `q`) and the twenty-first (SAVED_SEARCH_LIMIT).
 */
export async function saveSearch(ctx: RequestContext, input: SavedSearchInput): Promise<SavedSearchView> {
  const { accountId } = requireAccount(ctx.actor);
  const filter = canonical(input.filter);
  const q = input.q.replace(/\s+/g, " ");
  if (!q && Object.keys(filter).length === 0) throw invalid("q", "MISSING");
  const [divisions, occupations] = await Promise.all([divisionNames(ctx), occupationNames(ctx)]);
  const label = labelOf(q, filter, { divisions, occupations });
  const id = await inTransaction(ctx, async (tx) => {
    const kept = await countKept(tx, accountId);
    const search = { id: ctx.ids.uuid(), accountId, scope: ctx.scope, q, filter, label };
    const written = await insertSearch(tx, search);
    if (!written.fresh) return written.id;
    if (kept >= SAVED_MAX) throw new AppError("SAVED_SEARCH_LIMIT");
    await recordAudit(tx, ctx, { action: "search.save", subjectKind: "savedSearch", subjectId: written.id });
    return written.id;
  });
  return getSavedSearch(ctx, id);
}

/** Deletes one of the caller's searches with what it found; its unread notice goes too. */
export async function forgetSearch(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    if (!(await deleteSearch(tx, accountId, id))) throw missing();
    await recordAudit(tx, ctx, { action: "search.forget", subjectKind: "savedSearch", subjectId: id });
  });
}
