import type { Tx } from "../../../../db/client.ts";
import { applyFor } from "../../../applications/index.ts";
import { beginProfile } from "../../../candidates/index.ts";
import { personBySubject, placesOf } from "../../../identity/index.ts";
import { notify } from "../../../notifications/index.ts";
import {
  type Copy,
  defineSharedKind,
  PRIVATE_OWN,
  putEach,
  type SharedKind,
} from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { entryWindow, selectTicket } from "../../tickets/index.ts";
import { byCodeNotice, visitedNotice } from "../notices.ts";
import { bringsPosting, selectBooth } from "../store/desk.ts";
import { ToldScan } from "./schema.ts";

/** Difference between the clocks of two nodes that is accepted, in milliseconds. */
const SKEW_MS = 15 * 60_000;

/**
 * Sends the person's application to the posting. Returns its id if it is new, `again` if there was one, and
 * null if it cannot be sent: the person has no card, the posting is closed, or no agreement lets it.
 */
async function send(
  tx: Tx,
  ctx: RequestContext,
  { accountId, postingId, home }: { accountId: string; postingId: string; home: string },
): Promise<{ id: string; created: boolean } | null> {
  const card = async () => {
    if (!(await beginProfile(tx, accountId, null))) throw new AppError("PROFILE_REQUIRED");
    return null;
  };
  const { personCity } = await placesOf(tx, { personId: accountId, city: home });
  const own = { ...ctx, scope: { city: personCity, agreement: null } };
  try {
    // Throws before it writes.
    return await applyFor(tx, own, { accountId, postingId, input: { channel: "fair" }, card });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/**
 * Returns why a scan cannot be believed, or null. The person must hold a ticket that the teller issued, and
 * the fair's copy must show the booth with the posting. So a host cannot take a card by claiming a scan.
 */
async function faultOf(
  tx: Tx,
  accountId: string | null,
  { home, payload: told }: Copy<ToldScan>,
): Promise<string | null> {
  if (accountId === null) return "subject";
  const ticket = await selectTicket(tx, told.ticketId);
  const held = ticket?.accountId === accountId && ticket.hostCity === home && ticket.fairId === told.fairId;
  if (!held || ticket.status !== "valid") return "ticket";
  const booth = await selectBooth(tx, told.registrationId);
  const shown = booth?.fairId === told.fairId && booth.status === "approved";
  if (!shown || !(await bringsPosting(tx, told.registrationId, told.postingId))) return "booth";
  const atMs = Date.parse(told.at);
  const { from, until } = entryWindow({ ...booth, startsAt: null });
  const lastMs = Math.min(until.getTime(), booth.now.getTime());
  return atMs < from.getTime() - SKEW_MS || atMs > lastMs + SKEW_MS ? "time" : null;
}

/** Sends the application of a person whose ticket was scanned, and tells her. Returns as `faultOf` does. */
async function apply(tx: Tx, ctx: RequestContext, copy: Copy<ToldScan>): Promise<string | null> {
  const { id, home, payload } = copy;
  const { postingId, ticketId, subject } = payload;
  const accountId = await personBySubject(tx, { city: home, subject });
  const why = await faultOf(tx, accountId, copy);
  if (why !== null || accountId === null) return why ?? "subject";
  const sent = await send(tx, ctx, { accountId, postingId, home });
  if (sent?.created)
    await notify(tx, ctx, [
      await byCodeNotice(tx, { applicationId: sent.id, postingId, accountId, nonce: id }),
    ]);
  if (sent === null) {
    const seen = { ticketId, postingId, accountId, scanId: id };
    await notify(tx, ctx, [await visitedNotice(tx, seen)]);
  }
  return null;
}

/** Scans of our people's tickets at booths, of which the hosts of fairs of other nodes tell. */
export const toldScans = (ctx: RequestContext): SharedKind =>
  defineSharedKind({
    ...PRIVATE_OWN,
    kind: "boothScan",
    schema: 1,
    payload: ToldScan,
    put: (tx, copies) => putEach(copies, (copy) => apply(tx, ctx, copy)),
  });
