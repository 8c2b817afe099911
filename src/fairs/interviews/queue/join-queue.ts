import type { RequestContext } from "../../../platform/context.ts";
import { invalid, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { lockBooth } from "../../booth-desk/index.ts";
import { askForTurn } from "../remote/send-acts.ts";
import { GATE_HEARD_MIN } from "../rules.ts";
import { withTicket } from "../set-wishes.ts";
import { gateHeard } from "../store/due-turns.ts";
import { enterQueue, type QueueNumber } from "./enter-queue.ts";

/**
 * Gives the caller a number in a booth's queue: on site if the ticket is for the booth's hall, else online. A
 * caller who is in the queue already keeps the number. At a fair of another node its host gives the number.
 * Throws FAIR_STATE outside the fair's hours, TICKET_REQUIRED without a valid ticket.
 * Throws INVALID_INPUT on `registrationId`: INVALID_VALUE for a booth that is not at the fair; NO_ROOM if an
 * online meeting is needed and the booth has no meeting room; COME_FIRST if the caller has not entered the
 * hall although its gate reports entries.
 */
export async function joinQueue(
  ctx: RequestContext,
  { fairId, registrationId }: { fairId: string; registrationId: string },
): Promise<QueueNumber> {
  return inTransaction(ctx, async (tx) => {
    const { fair, ticket, personId } = await withTicket(tx, ctx, fairId);
    const booth = orNotFound(await lockBooth(tx, registrationId));
    if (booth.fairId !== fairId || booth.status !== "approved" || booth.enterpriseStatus !== "verified")
      throw invalid("registrationId", "INVALID_VALUE");
    const here = ticket.venueId !== null && ticket.venueId === booth.venueId;
    if (!here && !(fair.hostedHere ? booth.meetingUrl : (booth.toldRoom ?? true)))
      throw invalid("registrationId", "NO_ROOM");
    if (!fair.hostedHere) return askForTurn(tx, ctx, { fair, personId, booth });
    const { venueId } = ticket;
    if (here && venueId && !ticket.enteredAt && (await gateHeard(tx, { fairId, venueId }, GATE_HEARD_MIN)))
      throw invalid("registrationId", "COME_FIRST");
    const command = { type: "queue.join", target: fairId, id: undefined, input: { registrationId } };
    return runOnce(tx, ctx, command, () =>
      enterQueue(tx, ctx, { booth, ticket, kind: here ? "walkIn" : "remote" }),
    );
  });
}
