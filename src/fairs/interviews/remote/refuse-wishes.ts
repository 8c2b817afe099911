import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { holdTicketOf } from "../../tickets/index.ts";
import { selectOwnWishes } from "../store/interview-views.ts";
import { hasWaitingWishes, keepRefusals, selectHeldWishes } from "../store/refused-asks.ts";
import { replaceWishes } from "../store/wishes.ts";

/**
 * Makes a person's wishes at a fair of another node what its host holds, because it refused the newest ones.
 * Those that it does not hold are kept as refused. Changes nothing if the person has wished again meanwhile.
 */
export async function refuseWishes(
  ctx: RequestContext,
  { fairId, personId, refusal }: { fairId: string; personId: string; refusal: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const ticket = await holdTicketOf(tx, fairId, personId);
    if (await hasWaitingWishes(tx, { fairId, personId })) return;
    const held = await selectHeldWishes(tx, { fairId, personId });
    const wished = await selectOwnWishes(tx, fairId, personId);
    const lost = wished.filter(({ postingId }) => !held.some((one) => one.postingId === postingId));
    const of = { personId, kind: "wish", refusal } as const;
    await keepRefusals(
      tx,
      lost.map(({ registrationId, postingId }) => ({ ...of, registrationId, postingId })),
    );
    const whose = { fairId, personId, ticketId: ticket?.id ?? "", accountId: personId };
    await replaceWishes(tx, whose, ticket ? held : []);
    const subject = { subjectKind: "fair", subjectId: fairId };
    await recordAudit(tx, ctx, {
      action: "interview.refused",
      ...subject,
      detail: { refusal, wishes: lost.length },
    });
  });
}
