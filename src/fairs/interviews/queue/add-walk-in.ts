import type { RequestContext } from "../../../platform/context.ts";
import { invalid } from "../../../platform/core/errors.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { openBooth } from "../../booth-desk/index.ts";
import { checkCopiedCode, ticketByCode } from "../../tickets/index.ts";
import { sendBoothAct } from "../remote/send-acts.ts";
import { enterQueue, type QueueNumber } from "./enter-queue.ts";

/**
 * Gives the person whose ticket is shown at the booth a number in its queue. The caller must be a member of
 * the enterprise. At a fair of another node the code is checked by its keys, and its host gives the number.
 * Throws INVALID_INPUT on `code`: UNKNOWN_TICKET, TICKET_NOT_VALID.
 */
export async function addWalkIn(
  ctx: RequestContext,
  { registrationId, code }: { registrationId: string; code: string },
): Promise<QueueNumber> {
  return inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId });
    if (!booth.hostedHere) {
      const fault = await checkCopiedCode(tx, { ...booth, venueId: null, code });
      if (fault) throw invalid("code", fault);
      await sendBoothAct(tx, ctx, booth, { act: "walkIn", code });
      return { number: null };
    }
    const ticket = await ticketByCode(tx, booth.fairId, code);
    if (!ticket) throw invalid("code", "UNKNOWN_TICKET");
    if (ticket.status !== "valid") throw invalid("code", "TICKET_NOT_VALID");
    return enterQueue(tx, ctx, { booth, ticket, kind: "walkIn" });
  });
}
