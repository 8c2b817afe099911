import type { RequestContext } from "../../../platform/context.ts";
import { AppError, invalid } from "../../../platform/core/errors.ts";
import { requireOfficer } from "../../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { ticketKey } from "../../fair/index.ts";
import { requireGateOf } from "../gate.ts";
import type { SheetInput } from "../schema.ts";
import { issueSheet } from "../store/issue.ts";
import { doorsOf, entryOf, requireOpen } from "./issue-ticket.ts";
import { recordTickets } from "./record-ticket.ts";

/**
 * Takes `count` tickets to print on one sheet, for people without a phone. The caller must be an officer of
 * the host or of the venue's city. All or none are taken, and none of them waits. `sheetId` makes it run
 * once. Throws NOT_FOUND for other officers, TICKETS_CLOSED, and INVALID_INPUT on `venueId`, `slotId` or
 * `online`, and on `count` if fewer places are free.
 */
export async function printSheet(
  ctx: RequestContext,
  { fairId, sheetId, count, ...choice }: SheetInput & { fairId: string },
): Promise<void> {
  const { accountId } = requireOfficer(ctx.actor);
  const fair = await doorsOf(ctx, fairId, null);
  if (!fair.hostedHere) throw new AppError("HOSTED_ELSEWHERE");
  requireOpen(fair);
  const { venueId, slotId } = entryOf(fair.venues, choice);
  if (!venueId) throw invalid("online", "INVALID_VALUE");
  requireGateOf(ctx, fair, venueId);
  const key = await ticketKey(ctx.vault);
  const made = Array.from({ length: count }, () => ({
    id: ctx.ids.uuid(),
    reference: ctx.ids.reference(),
  }));
  await inTransaction(ctx, (tx) => {
    const input = { venueId, slotId, count };
    return runOnce(tx, ctx, { type: "fairTicket.sheet", target: fairId, id: sheetId, input }, async () => {
      const sheet = { fairId, venueId, slotId, sheetId, issuedBy: accountId, made, key };
      if (!(await issueSheet(tx, sheet))) throw invalid("count", "PLACES_SHORT");
      const of = { fairId, venueId, hostCity: fair.hostCity };
      await recordTickets(
        tx,
        ctx,
        made.map(({ id }) => ({ of: { id, ...of }, action: "print", rev: 1 })),
      );
      return count;
    });
  });
  ctx.ring("changes");
}
