import type { RequestContext } from "../../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { isMemberOf, requireAccount } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import type { FollowUpAnswer } from "../schema.ts";
import { lockFollowUp, writeEnterpriseAnswer } from "../store/follow-ups.ts";

/**
 * Stores the enterprise's answer to a follow-up; a later answer replaces it. The person's answer is stored
 * separately. Throws NOT_FOUND unless the caller is a member of the enterprise, ENTERPRISE_STATE while it is
 * suspended.
 */
export async function answerAsEmployer(
  ctx: RequestContext,
  { id, answer }: FollowUpAnswer & { id: string },
): Promise<void> {
  const { accountId: by } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const asked = orNotFound(await lockFollowUp(tx, id));
    if (!isMemberOf(ctx.actor, asked.enterpriseId)) throw notFound();
    if (asked.suspended) throw new AppError("ENTERPRISE_STATE", { facts: { status: "suspended" } });
    await writeEnterpriseAnswer(tx, { id, answer, by });
    const subject = { subjectKind: "followUp", subjectId: id };
    await recordAudit(tx, ctx, { action: "followUp.enterprise", ...subject, detail: { answer } });
  });
}
