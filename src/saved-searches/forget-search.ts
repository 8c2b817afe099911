import { markSubjectRead } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { notFound } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { deleteSearch } from "./store.ts";

/**
 * Deletes one of the caller's searches with its matches, and marks its notices as read. Throws NOT_FOUND for
 * a search that is not the caller's.
 */
export async function forgetSearch(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    if (!(await deleteSearch(tx, accountId, id))) throw notFound();
    const subject = { subjectKind: "savedSearch", subjectId: id } as const;
    await markSubjectRead(tx, { toKind: "account", toId: accountId, ...subject });
    await recordAudit(tx, ctx, { action: "search.forget", subjectKind: "savedSearch", subjectId: id });
  });
}
