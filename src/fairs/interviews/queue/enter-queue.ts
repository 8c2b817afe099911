import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import type { Booth } from "../../booth-desk/index.ts";
import type { ShownTicket } from "../../tickets/index.ts";
import { insertEntries, selectOpen } from "../store/queue.ts";

/** A person's number at a booth. Null if the host of the fair, at another node, has not given it yet. */
export type QueueNumber = { number: number | null };

/**
 * Gives the ticket's person a number in a booth's queue, inside the given transaction. A person who is
 * already in the queue keeps the number. Throws FAIR_STATE outside the fair's hours.
 */
export async function enterQueue(
  tx: Tx,
  ctx: RequestContext,
  { booth, ticket, kind }: { booth: Booth; ticket: ShownTicket; kind: "walkIn" | "remote" },
): Promise<QueueNumber> {
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
