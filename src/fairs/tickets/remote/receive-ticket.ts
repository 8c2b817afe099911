import { isSealable } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { peerCityOf } from "../../../platform/core/actor.ts";
import { AppError, notFound } from "../../../platform/core/errors.ts";
import { requirePerson } from "../../../platform/core/guard.ts";
import { doorsOf, entryOf, issue, requireOpen } from "../taking/issue-ticket.ts";
import type { TakeTicketCommand } from "./schema.ts";
import { isReferenceTaken } from "./store.ts";

/** Pause before a sender tries again whose key is not known here yet, in seconds. */
const NO_KEY_S = 60;

/**
 * Issues a ticket to a person of another node, whose city sends the command. It takes a place as an own
 * person's ticket does. Its code goes back in a sealed record. Throws NOT_FOUND unless the city may read the
 * fair, TICKETS_CLOSED, INVALID_INPUT on `venueId` or `slotId`, CONFLICT if the person holds another ticket.
 * Throws NEEDS_MISSING while no key of the person's city is known.
 */
export async function receiveTicket(
  ctx: RequestContext,
  { fairId, ticketId: id, reference, venueId, slotId, via }: TakeTicketCommand & { fairId: string },
): Promise<{ id: string }> {
  const accountId = requirePerson(ctx.actor);
  const city = peerCityOf(ctx.actor);
  const fair = await doorsOf(ctx, fairId, accountId);
  if (city === null || !fair.hostedHere) throw notFound();
  if (!(await isSealable(ctx.db, city))) throw new AppError("NEEDS_MISSING", { retryAfterS: NO_KEY_S });
  requireOpen(fair);
  if (fair.standingId) throw new AppError("CONFLICT");
  const choice = venueId ? { venueId, ...(slotId && { slotId }) } : { online: true as const };
  const room = entryOf(fair.venues, choice);
  const taken = await isReferenceTaken(ctx.db, reference);
  const given = { id, reference: taken ? ctx.ids.reference() : reference };
  const holder = { accountId, issuedBy: null, via };
  const issued = await issue(ctx, { fair, room, holder, commandId: undefined, given });
  ctx.ring("changes");
  return { id: issued.id };
}
