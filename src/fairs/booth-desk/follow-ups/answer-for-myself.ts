import type { RequestContext } from "../../../platform/context.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import type { FollowUpAnswer } from "../schema.ts";
import { lockFollowUp, writePersonAnswer } from "../store/follow-ups.ts";

/**
 * Stores the person's answer to a follow-up; a later answer replaces it. The enterprise's answer is stored
 * separately. Throws NOT_FOUND if the follow-up is about another person.
 */
export async function answerForMyself(
  ctx: RequestContext,
  { id, answer }: FollowUpAnswer & { id: string },
): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const asked = orNotFound(await lockFollowUp(tx, id));
    if (asked.accountId !== accountId) throw notFound();
    await writePersonAnswer(tx, id, answer);
    const subject = { subjectKind: "followUp", subjectId: id };
    await recordAudit(tx, ctx, { action: "followUp.person", ...subject, detail: { answer } });
  });
}
