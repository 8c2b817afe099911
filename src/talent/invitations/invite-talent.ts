import { peopleAway } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireMemberOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { invitedNotice } from "../notices.ts";
import { poolReaderOf } from "../reader.ts";
import { tellInvitation } from "../remote/told-invitations.ts";
import { INVITATIONS_A_DAY } from "../rules.ts";
import type { TalentInvitationInput } from "../schema.ts";
import { lockReadable } from "../store.ts";
import { insertInvitation, lockOwnPosting, selectInvitationId, takeInvitation } from "./store.ts";

export type Invited = { id: string; created: boolean };

/**
 * Invites the person behind a card to apply to one open posting of the caller's enterprise. The person gets
 * a notice, on the node of the account. The answer is an application, a decline, or none. A repeat returns
 * the first invitation. Throws NOT_FOUND for a card that the enterprise may not see (taken back, ended,
 * blocked). Throws POSTING_STATE unless the posting is an open one of the enterprise,
 * TALENT_INVITATION_LIMIT after INVITATIONS_A_DAY in a day.
 */
export async function inviteTalent(
  ctx: RequestContext,
  { id: cardId, enterpriseId, postingId }: TalentInvitationInput & { id: string },
): Promise<Invited> {
  requireMemberOf(ctx.actor, enterpriseId);
  const reader = poolReaderOf(ctx, { enterpriseId });
  const invited = await inTransaction(ctx, async (tx) => {
    // The posting first: a suspension locks the enterprise before all that belongs to it.
    const posting = await lockOwnPosting(tx, { enterpriseId, postingId });
    const card = orNotFound(await lockReadable(tx, reader, cardId));
    const { accountId } = card;
    if (!posting) throw new AppError("POSTING_STATE");
    const former = await selectInvitationId(tx, cardId, postingId);
    if (former) return { id: former, created: false };
    if (!(await takeInvitation(tx, enterpriseId, INVITATIONS_A_DAY)))
      throw new AppError("TALENT_INVITATION_LIMIT");
    const id = ctx.ids.uuid();
    const invitedBy = accountIdOf(ctx.actor);
    const one = { id, cardId, accountId, enterpriseId, postingId, invitedBy };
    orNotFound((await insertInvitation(tx, one)) || null);
    await recordAudit(tx, ctx, {
      action: "talent.invite",
      subjectKind: "talentInvitation",
      subjectId: id,
      city: reader.city,
      detail: { cardId, enterpriseId, postingId },
    });
    const { title, enterprise } = posting;
    const about = { enterpriseId, enterprise, postingId, title };
    const person = (await peopleAway(tx, [accountId])).get(accountId);
    if (person) await tellInvitation(tx, { id, city: reader.city, person, card, about });
    else await notify(tx, ctx, [invitedNotice(accountId, id, about)]);
    return { id, created: true };
  });
  ctx.ring("tasks");
  ctx.ring("changes");
  return invited;
}
