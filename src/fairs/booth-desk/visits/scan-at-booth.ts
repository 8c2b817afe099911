import type { Tx } from "../../../../db/client.ts";
import { applyFor } from "../../../applications/index.ts";
import { beginProfile } from "../../../candidates/index.ts";
import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, invalid } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import { entryWindow, type ShownTicket, ticketByCode } from "../../tickets/index.ts";
import { openBooth } from "../booth.ts";
import { byCodeNotice } from "../notices.ts";
import type { BoothScanInput, BoothScanned } from "../schema.ts";
import { markArrived } from "../store/arrivals.ts";
import { type Booth, bringsPosting, putVisit } from "../store/desk.ts";
import { addNote } from "./add-note.ts";
import { makeIntent } from "./make-intent.ts";

type Sent = Pick<BoothScanned, "outcome" | "applicationId" | "reference">;
type Input = BoothScanInput & { registrationId: string };

const VISITED: Sent = { outcome: "visited", applicationId: null, reference: null };

/**
 * Returns the ticket of a code shown at the booth. Throws INVALID_INPUT on `code`: UNKNOWN_TICKET,
 * TICKET_NOT_VALID, OTHER_VENUE for a ticket of another hall, FAIR_EARLY before the gates open.
 * Before the gates open, the person cannot be at the booth. A picture of the code sent earlier is no consent.
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
  };
  const { postingId } = input;
  const applied = await applyFor(tx, ctx, { accountId, postingId, input: { channel: "fair", via }, card });
  if (!applied) throw new AppError("POSTING_STATE");
  const { id, reference, created } = applied;
  const sent = { applicationId: id, postingId, accountId, nonce: input.nonce };
  if (created) await notify(tx, ctx, [await byCodeNotice(tx, sent)]);
  return { outcome: created ? "applied" : "again", applicationId: id, reference };
}

/** Returns when a scan was made: by the device's clock if that time is possible, else by the server's. */
function writtenAt(booth: Booth, { heldSince }: Input): Date {
  const said = heldSince ? new Date(heldSince) : booth.now;
  return said > booth.now || said < entryWindow({ ...booth, startsAt: null }).from ? booth.now : said;
}

async function scanIn(tx: Tx, ctx: RequestContext, booth: Booth, input: Input): Promise<BoothScanned> {
  const ticket = await ticketShown(tx, booth, input.code);
  const { postingId, registrationId } = input;
  if (!(await bringsPosting(tx, registrationId, postingId))) throw invalid("postingId", "INVALID_VALUE");
  const { accountId, channel: via } = ticket;
  const said = input.callName || input.canDo;
  if (!accountId && said && !input.agreed) throw invalid("agreed", "NOT_AGREED");
  const sent = accountId ? await send(tx, ctx, { accountId, via }, input) : VISITED;
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

/**
 * Scans a ticket at a booth and records a visit. If the ticket has an account, also sends the person's
 * application to the posting. A repeated scan with the same `nonce` counts once.
 * Throws INVALID_INPUT on `code` (UNKNOWN_TICKET, TICKET_NOT_VALID, OTHER_VENUE, FAIR_EARLY),
 * `postingId` if the booth does not show it, `callName` (REQUIRED without a card), `agreed` if name or skills
 * are given without agreement. Throws POSTING_STATE if the posting is not open, and the errors of
 * `openBooth`.
 */
export async function scanAtBooth(ctx: RequestContext, input: Input): Promise<BoothScanned> {
  const { nonce, registrationId, heldSince, ...said } = input;
  const scanned = await inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId, late: heldSince !== undefined });
    const asked = { type: "booth.scan", target: registrationId, id: nonce, input: said };
    return runOnce(tx, ctx, asked, () => scanIn(tx, ctx, booth, input));
  });
  ctx.ring("changes");
  return scanned;
}
