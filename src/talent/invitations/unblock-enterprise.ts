import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { deleteBlock } from "./store.ts";

/** Lets an enterprise find the caller's cards again. Throws NOT_FOUND unless the caller blocked it. */
export async function unblockEnterprise(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    if (!(await deleteBlock(tx, accountId, id))) throw notFound();
    await recordAudit(tx, ctx, { action: "talent.unblock", subjectKind: "enterprise", subjectId: id });
  });
}
