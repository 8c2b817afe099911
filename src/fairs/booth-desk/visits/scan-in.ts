import type { Tx } from "../../../../db/client.ts";
import { applyFor } from "../../../applications/index.ts";
import { beginProfile } from "../../../candidates/index.ts";
import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { peerCityOf } from "../../../platform/core/actor.ts";
import { AppError, invalid } from "../../../platform/core/errors.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { entryWindow, type ShownTicket, ticketByCode } from "../../tickets/index.ts";
import { byCodeNotice } from "../notices.ts";
import { passOn } from "../remote/pass-on.ts";
import type { BoothScanInput, BoothScanned } from "../schema.ts";
import { markArrived } from "../store/arrivals.ts";
import { type Booth, bringsPosting, putVisit } from "../store/desk.ts";
import { addNote } from "./add-note.ts";
import { makeIntent } from "./make-intent.ts";

type Sent = Pick<Counted, "outcome" | "applicationId" | "reference">;
/** Outcome of a scan at an own fair. */
export type Counted = Omit<BoothScanned, "outcome"> & { outcome: Exclude<BoothScanned["outcome"], "sent"> };
export type Input = BoothScanInput & { registrationId: string };

const VISITED: Sent = { outcome: "visited", applicationId: null, reference: null };

/**
 * Returns the ticket of a code shown at the booth. Throws INVALID_INPUT on `code`: UNKNOWN_TICKET,
 * TICKET_NOT_VALID, OTHER_VENUE for a ticket of another hall, FAIR_EARLY before the gates open. Before the
 * gates open, the person cannot be at the booth. A picture of the code sent earlier is no consent.
 */
async function ticketShown(tx: Tx, booth: Booth, code: string): Promise<ShownTicket> {
  if (booth.now < entryWindow({ ...booth, startsAt: null }).from) throw invalid("code", "FAIR_EARLY");
  const ticket = await ticketByCode(tx, booth.fairId, code);
  if (!ticket) throw invalid("code", "UNKNOWN_TICKET");
  if (ticket.status !== "valid") throw invalid("code", "TICKET_NOT_VALID");
  // A ticket without a venue belongs to a person who takes part online.
  if (ticket.venueId !== null && booth.venueId !== null && ticket.venueId !== booth.venueId)
    throw invalid("code", "OTHER_VENUE");
  return ticket;
}

/**
 * Sends the person's application. Showing the ticket at the booth is the consent; it gets the default fields,
 * receiver and end date.
 */
async function send(
  tx: Tx,
  ctx: RequestContext,
  { accountId, via }: { accountId: string; via: string },
  input: Input,
): Promise<Sent> {
  const card = async () => {
    if (!(await beginProfile(tx, accountId, input.callName || null))) throw invalid("callName", "REQUIRED");
    return null;
  };
  const { postingId } = input;
  const asked = { accountId, postingId, input: { channel: "fair", via } as const, card };
  // Another node's desk cannot ask the person for a name: then only the visit counts.
  const applied =
    peerCityOf(ctx.actor) === null
      ? await applyFor(tx, ctx, asked)
      : await applyFor(tx, ctx, asked).catch(visitAlone);
  if (applied === "visit") return VISITED;
  if (!applied) throw new AppError("POSTING_STATE");
  const { id, reference, created } = applied;
  const sent = { applicationId: id, postingId, accountId, nonce: input.nonce };
  if (created) await notify(tx, ctx, [await byCodeNotice(tx, sent)]);
  return { outcome: created ? "applied" : "again", applicationId: id, reference };
}

/** Turns the refusal of an application into a visit. */
function visitAlone(error: unknown): "visit" {
  if (error instanceof AppError) return "visit";
  throw error;
}

/** Sends or passes on what the person wishes by showing the ticket. A printed ticket has no account. */
async function wish(
  tx: Tx,
  ctx: RequestContext,
  booth: Booth,
  { ticket, input }: { ticket: ShownTicket; input: Input },
): Promise<Sent> {
  const { accountId, channel: via, id: ticketId } = ticket;
  if (!accountId) return VISITED;
  if (ticket.toldRev === null) return send(tx, ctx, { accountId, via }, input);
  const { postingId, intent = false } = input;
  const passed = { accountId, ticketId, postingId, intent, at: writtenAt(booth, input) };
  return (await passOn(tx, ctx, booth, passed)) ? { ...VISITED, outcome: "passedOn" } : VISITED;
}

/** Returns when a scan was made: by the device's clock if that time is possible, else by the server's. */
export function writtenAt(booth: Booth, { heldSince }: Input): Date {
  const said = heldSince ? new Date(heldSince) : booth.now;
  return said > booth.now || said < entryWindow({ ...booth, startsAt: null }).from ? booth.now : said;
}

/**
 * Records a scan at a booth of an own fair inside a transaction. Throws the errors of `scanAtBooth` about the
 * input.
 */
export async function scanIn(tx: Tx, ctx: RequestContext, booth: Booth, input: Input): Promise<Counted> {
  const ticket = await ticketShown(tx, booth, input.code);
  const { postingId, registrationId } = input;
  if (!(await bringsPosting(tx, registrationId, postingId))) throw invalid("postingId", "INVALID_VALUE");
  const { accountId } = ticket;
  const said = input.callName || input.canDo;
  if (!accountId && said && !input.agreed) throw invalid("agreed", "NOT_AGREED");
  const sent = await wish(tx, ctx, booth, { ticket, input });
  const personId = accountId ?? ticket.id;
  const visitId = await putVisit(tx, {
    id: ctx.ids.uuid(),
    fairId: booth.fairId,
    registrationId,
    personId,
    ticketId: ticket.id,
    accountId,
    callName: accountId ? null : input.callName || null,
    canDo: accountId ? null : input.canDo || null,
  });
  if (input.note) await addNote(tx, ctx, { visitId, note: input.note, writtenAt: writtenAt(booth, input) });
  await markArrived(tx, { registrationId, personId });
  const visit = { id: visitId, personId, accountId };
  const intent = input.intent ? await makeIntent(tx, ctx, { booth, visit, postingId }) : false;
  await recordAudit(tx, ctx, {
    action: "booth.scan",
    subjectKind: "boothVisit",
    subjectId: visitId,
    city: booth.hostCity,
    detail: { outcome: sent.outcome, postingId, ...(input.heldSince ? { heldSince: input.heldSince } : {}) },
  });
  return { visitId, ...sent, intent, entered: ticket.venueId === null || ticket.enteredAt !== null };
}
