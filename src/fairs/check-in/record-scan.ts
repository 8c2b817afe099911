import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import { databaseNow, inTransaction } from "../../platform/core/store.ts";
import { entryWindow, readTicket, recordTickets, selectTicket, type TicketRow } from "../tickets/index.ts";
import { outcomeOf, refusalOf } from "./rules.ts";
import type { ScanView } from "./schema.ts";
import { closeScan, enter, insertScan, leave, type NewScan, selectScan } from "./store.ts";

const viewOf = (id: string, outcome: ScanView["outcome"], ticket: TicketRow | undefined): ScanView => {
  const known = ticket && outcome !== "otherFair" ? ticket : null;
  return {
    id,
    outcome,
    reference: known?.reference ?? null,
    enteredAt: known?.enteredAt?.toISOString() ?? null,
    gate: known?.enteredGate ?? null,
    venueName: outcome === "otherVenue" ? (known?.venueName ?? null) : null,
    from: outcome === "early" && known ? entryWindow(known).from.toISOString() : null,
  };
};

/**
 * Returns the stored outcome of a scan that was recorded before. Throws INVALID_INPUT on `id` if it was made
 * at another venue.
 */
async function repeated(tx: Tx, scan: NewScan): Promise<ScanView> {
  const known = await selectScan(tx, scan.fairId, scan.id);
  if (known?.venueId !== scan.venueId) throw invalid("id", "TAKEN");
  return viewOf(scan.id, known.outcome, known.ticketId ? await selectTicket(tx, known.ticketId) : undefined);
}

async function decide(tx: Tx, ctx: RequestContext, scan: NewScan, code: string): Promise<ScanView> {
  const shown = await readTicket(tx, code);
  const at = { ...scan, late: scan.claimed !== null };
  const refusal = refusalOf(shown, at, shown?.now ?? (await databaseNow(tx)));
  const ours = shown?.fairId === scan.fairId ? shown : null;
  const move = scan.direction === "in" ? enter : leave;
  const moved = ours && !refusal ? await move(tx, ours.id, scan.gate) : undefined;
  const outcome = refusal ?? outcomeOf(scan.direction, moved !== undefined);
  await closeScan(tx, scan, { ticketId: ours?.id ?? null, outcome });
  if (!ours) return viewOf(scan.id, outcome, shown);
  // Selects the ticket again: a concurrent scan may have changed it, and the response shows its last entry.
  if (!moved) return viewOf(scan.id, outcome, await selectTicket(tx, ours.id));
  const action = scan.direction === "in" ? "enter" : "leave";
  await recordTickets(tx, ctx, [{ of: ours, action, rev: moved.rev }]);
  return viewOf(scan.id, outcome, { ...ours, ...moved });
}

/**
 * Records one scan in its own transaction, under the id that the device gave it. Scans are judged in the
 * order of their arrival. A repeated scan returns the stored outcome and inserts no row.
 */
export const recordScan = (
  ctx: RequestContext,
  { code, ...scan }: NewScan & { code: string },
): Promise<ScanView> =>
  inTransaction(ctx, async (tx) =>
    (await insertScan(tx, scan)) ? decide(tx, ctx, scan, code) : repeated(tx, scan),
  );
