import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, notFound, orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { type Booth, lockBooth, openBooth } from "../booth-desk/index.ts";
import { askForPlan } from "../fair/index.ts";
import { type ShownTicket, ticketByCode } from "../tickets/index.ts";
import { GATE_HEARD_MIN } from "./rules.ts";
import { withTicket } from "./set-wishes.ts";
import { gateHeard } from "./store/due-turns.ts";
import { endEntries, entriesOf, insertEntries, lockEntry, selectOpen } from "./store/queue.ts";
import { dropWish } from "./store/wishes.ts";

export type Joined = { number: number };

async function join(
  tx: Tx,
  ctx: RequestContext,
  { booth, ticket, kind }: { booth: Booth; ticket: ShownTicket; kind: "walkIn" | "remote" },
): Promise<Joined> {
  const { fairId, registrationId, hostCity: city } = booth;
  if (booth.now < booth.opensAt || booth.now >= booth.closesAt)
    throw new AppError("FAIR_STATE", { facts: { status: booth.fairStatus } });
  const personId = ticket.accountId ?? ticket.id;
  const of = { fairId, registrationId, personId, ticketId: ticket.id, accountId: ticket.accountId };
  await insertEntries(tx, [{ id: ctx.ids.uuid(), ...of, kind, interviewId: null, dueAt: null }]);
  const own = (await selectOpen(tx, [registrationId])).find((entry) => entry.personId === personId);
  if (!own) throw new Error("the place in the queue was not written");
  const subject = { subjectKind: "queueEntry", subjectId: own.id, city };
  await recordAudit(tx, ctx, { action: "queue.join", ...subject, detail: { kind, number: own.number } });
  return { number: own.number };
}

/**
 * The caller takes a number at a booth: on the spot in the same hall, online from elsewhere. A repeat keeps
 * the number.
 * Throws FAIR_STATE before the opening, TICKET_REQUIRED, 422 without a meeting room, or COME_FIRST if the
 * hall's gate has not seen the caller.
 */
export async function joinQueue(
  ctx: RequestContext,
  { fairId, registrationId }: { fairId: string; registrationId: string },
): Promise<Joined> {
  return inTransaction(ctx, async (tx) => {
    const { ticket } = await withTicket(tx, ctx, fairId);
    const booth = orNotFound(await lockBooth(tx, registrationId));
    if (booth.fairId !== fairId || booth.status !== "approved" || booth.enterpriseStatus !== "verified")
      throw invalid("registrationId", "INVALID_VALUE");
    const here = ticket.venueId !== null && ticket.venueId === booth.venueId;
    const { venueId } = ticket;
    if (here && venueId && !ticket.enteredAt && (await gateHeard(tx, { fairId, venueId }, GATE_HEARD_MIN)))
      throw invalid("registrationId", "COME_FIRST");
    if (!here && !booth.meetingUrl) throw invalid("registrationId", "NO_ROOM");
    return join(tx, ctx, { booth, ticket, kind: here ? "walkIn" : "remote" });
  });
}

/** The enterprise gives a number to a person at the booth, by the ticket shown. */
export async function addWalkIn(
  ctx: RequestContext,
  { registrationId, code }: { registrationId: string; code: string },
): Promise<Joined> {
  return inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId });
    const ticket = await ticketByCode(tx, booth.fairId, code);
    if (!ticket) throw invalid("code", "UNKNOWN_TICKET");
    if (ticket.status !== "valid") throw invalid("code", "TICKET_NOT_VALID");
    return join(tx, ctx, { booth, ticket, kind: "walkIn" });
  });
}

/** The caller gives a number back, together with a booked interview and the wish for this booth. */
export async function leaveQueue(
  ctx: RequestContext,
  { fairId, registrationId }: { fairId: string; registrationId: string },
): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await withTicket(tx, ctx, fairId);
    const own = (await entriesOf(tx, fairId, accountId)).find((one) => one.registrationId === registrationId);
    const entry = own && (await lockEntry(tx, own.id));
    if (!entry) throw notFound();
    if (entry.status === "serving") throw new AppError("QUEUE_STATE", { facts: { status: entry.status } });
    await endEntries(tx, { id: entry.id }, { status: "left", interview: "cancelled" });
    if (entry.interviewId) await askForPlan(tx, fairId);
    await dropWish(tx, { fairId, personId: accountId, registrationId });
    await recordAudit(tx, ctx, { action: "queue.leave", subjectKind: "queueEntry", subjectId: entry.id });
  });
}
