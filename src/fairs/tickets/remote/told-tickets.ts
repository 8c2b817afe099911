import type { Tx } from "../../../../db/client.ts";
import { personBySubject } from "../../../identity/index.ts";
import { notify } from "../../../notifications/index.ts";
import {
  type Copy,
  defineSharedKind,
  PRIVATE_OWN,
  putEach,
  type SharedKind,
} from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { answerNotices } from "../notices.ts";
import { findStanding, lockTicket, type TicketRow, updateTicket } from "../store/tickets.ts";
import { ToldTicket } from "./schema.ts";
import { isReferenceTaken, knownRoom } from "./store.ts";

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

/**
 * Returns true if the host's word counts against what the person did here. A cancellation stands until the
 * host says that the person has entered. A refused ticket that the host issued after all stands, unless the
 * person holds another one.
 */
async function isAdopted(tx: Tx, held: TicketRow, told: ToldTicket): Promise<boolean> {
  if (held.status !== "cancelled" || told.status === "cancelled") return true;
  if (held.refusal === null && told.enteredAt === null) return false;
  return held.accountId !== null && !(await findStanding(tx, held.fairId, held.accountId));
}

/** Writes what a host tells of a ticket. Returns why it could not be read, or null. */
async function apply(
  tx: Tx,
  ctx: RequestContext,
  { id, rev, home, payload: told }: Copy<ToldTicket>,
): Promise<string | null> {
  const personId = await personBySubject(tx, { city: home, subject: told.subject });
  if (personId === null) return "subject";
  const held = await lockTicket(tx, id);
  if (!held || held.accountId !== personId || held.hostCity !== home || held.fairId !== told.fairId)
    return "ticket";
  if ((held.toldRev ?? 0) >= rev) return null;
  if (!(await isAdopted(tx, held, told))) {
    await updateTicket(tx, id, { toldRev: rev });
    return null;
  }
  const { status, code, enteredGate } = told;
  // A venue that the copy of the fair does not tell yet leaves the ticket where the person asked for it.
  const room = told.venueId === null ? null : await knownRoom(tx, told);
  const taken = await isReferenceTaken(tx, told.reference, id);
  const next = await updateTicket(tx, id, {
    status,
    code,
    refusal: null,
    toldRev: rev,
    waitingSince: status === "waiting" ? (held.waitingSince ?? held.now) : null,
    enteredAt: dateOf(told.enteredAt),
    enteredGate,
    leftAt: dateOf(told.leftAt),
    ...(room?.venueId && room),
    ...(!taken && { reference: told.reference }),
  });
  await notify(tx, ctx, await answerNotices(tx, { held, status, rev: next }));
  return null;
}

/** Tickets of our people for fairs of other nodes, as the hosts tell them. */
export const toldTickets = (ctx: RequestContext): SharedKind =>
  defineSharedKind({
    ...PRIVATE_OWN,
    kind: "ticket",
    schema: 1,
    payload: ToldTicket,
    put: (tx, copies) => putEach(copies, (copy) => apply(tx, ctx, copy)),
  });
