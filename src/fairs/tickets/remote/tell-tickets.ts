import type { Tx } from "../../../../db/client.ts";
import { emitSealed, isSealable, type TellAgain } from "../../../peers/index.ts";
import { type Consumer, defineConsumer, recordsOf } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { codeOf } from "../present.ts";
import type { ToldTicket } from "./schema.ts";
import { type DueTelling, dueTellings, markDueAgain, markTold } from "./store.ts";

const iso = (date: Date | null) => date?.toISOString() ?? null;

async function toldOf(ctx: RequestContext, { subject, ...ticket }: DueTelling): Promise<ToldTicket> {
  const { fairId, reference, status, venueId, slotId } = ticket;
  if (status === "asked") throw new Error("an own ticket is never asked for");
  return {
    subject,
    fairId,
    reference,
    status,
    venueId,
    slotId,
    code: status === "valid" ? await codeOf(ctx, ticket) : null,
    enteredAt: iso(ticket.enteredAt),
    enteredGate: ticket.enteredGate,
    leftAt: iso(ticket.leftAt),
  };
}

/**
 * Tells the homes of people of other nodes where their tickets for own fairs stand. The version grows with
 * each change of the ticket and of the fair, because a code names the times of the fair. Returns the number
 * told. A city whose key is not known is told later.
 */
async function tellTickets(tx: Tx, ctx: RequestContext, which: Parameters<typeof dueTellings>[1]) {
  const sealable = new Map<string, boolean>();
  let told = 0;
  for (const due of await dueTellings(tx, which)) {
    const { id, city: receiver, hostCity: city, sequence: rev } = due;
    if (!sealable.has(receiver)) sealable.set(receiver, await isSealable(tx, receiver));
    if (!sealable.get(receiver)) continue;
    await markTold(tx, id, rev);
    await emitSealed(tx, { city, receiver, kind: "ticket", id, rev, value: await toldOf(ctx, due) });
    told += 1;
  }
  return told;
}

/** Consumer that tells tickets of people of other nodes as they or their fairs change. */
export const ticketsTold: Consumer = defineConsumer({
  name: "tickets-told",
  streams: "all",
  kinds: ["fair", "fairTicket"],
  async apply(tx, ctx, changes) {
    const idsOf = (kind: string) => recordsOf(changes, kind);
    await tellTickets(tx, ctx, { tickets: idsOf("fairTicket"), fairs: idsOf("fair") });
  },
});

/** Marks tickets as due to be told again, in the version that was told. tellLateTickets tells them. */
export const tellTicketsAgain: TellAgain = (tx, _, { records }) => markDueAgain(tx, records);

/** Tells what the consumer could not, for example because a key was not known. Returns the number told. */
export const tellLateTickets = (ctx: RequestContext): Promise<number> =>
  inTransaction(ctx, (tx) => tellTickets(tx, ctx, null));
