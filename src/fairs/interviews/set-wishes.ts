import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../platform/core/errors.ts";
import { requirePerson } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit, runOnce } from "../../platform/core/store.ts";
import { askForPlan, type FairHead, selectHead } from "../fair/index.ts";
import { holdTicketOf, type ShownTicket } from "../tickets/index.ts";
import { sendWishes } from "./remote/send-acts.ts";
import { dropRefusals } from "./store/refused-asks.ts";
import { boothsBringing, cancelOthers, replaceWishes } from "./store/wishes.ts";

/**
 * Returns the fair and the caller's valid ticket, which stays locked until the transaction ends. Throws
 * NOT_FOUND unless the caller may read the fair, FAIR_STATE unless it is published and not over,
 * TICKET_REQUIRED without a valid ticket.
 */
export async function withTicket(
  tx: Tx,
  ctx: RequestContext,
  fairId: string,
): Promise<{ fair: FairHead; ticket: ShownTicket; personId: string }> {
  const personId = requirePerson(ctx.actor);
  const fair = orNotFound(await selectHead(tx, ctx, { id: fairId }));
  if (fair.status !== "published" || fair.now >= fair.closesAt)
    throw new AppError("FAIR_STATE", { facts: { status: fair.status } });
  const ticket = await holdTicketOf(tx, fairId, personId);
  if (ticket?.status !== "valid") throw new AppError("TICKET_REQUIRED");
  return { fair, ticket, personId };
}

/**
 * Replaces the caller's wishes: postings in order of preference, one per enterprise. Cancels booked
 * interviews with enterprises that are no longer wished for. Those for a fair of another node go to its host.
 * Throws TICKET_REQUIRED, FAIR_STATE. Throws INVALID_INPUT on `postingIds`: INVALID_VALUE for a posting that
 * no booth shows, SAME_ENTERPRISE for two postings of one.
 */
export async function setWishes(
  ctx: RequestContext,
  { fairId, postingIds }: { fairId: string; postingIds: readonly string[] },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { fair, ticket, personId } = await withTicket(tx, ctx, fairId);
    const booths = await boothsBringing(tx, fairId, postingIds);
    const wishes = postingIds.map((postingId) => {
      const registrationId = booths.get(postingId);
      if (!registrationId) throw invalid("postingIds", "INVALID_VALUE");
      return { registrationId, postingId };
    });
    const kept = wishes.map((wish) => wish.registrationId);
    if (new Set(kept).size < kept.length) throw invalid("postingIds", "SAME_ENTERPRISE");
    const of = { fairId, personId, ticketId: ticket.id, accountId: personId };
    if (!fair.hostedHere) {
      await replaceWishes(tx, of, wishes);
      await dropRefusals(tx, { personId, registrationIds: kept, kind: "wish" });
      return sendWishes(tx, ctx, { fair, personId }, { postingIds: [...postingIds] });
    }
    const command = { type: "interview.wish", target: fairId, id: undefined, input: postingIds };
    await runOnce(tx, ctx, command, async () => {
      await replaceWishes(tx, of, wishes);
      await cancelOthers(tx, of, kept);
      await askForPlan(tx, fairId);
      const subject = { subjectKind: "fairTicket", subjectId: ticket.id, city: fair.hostCity };
      await recordAudit(tx, ctx, { action: "interview.wish", ...subject, detail: { wishes: wishes.length } });
      return {};
    });
  });
}
