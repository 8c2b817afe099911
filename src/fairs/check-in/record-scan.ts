import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import { inOneStatement, isDuplicate } from "../../platform/core/store.ts";
import { entryWindow, readTicket, recordStep, selectTicket, type TicketRow } from "../tickets/index.ts";
import { outcomeOf, refusalOf } from "./rules.ts";
import type { ScanView } from "./schema.ts";
import { insertAccepted, insertRefused, type NewScan, type Recorded, repeatScan } from "./store.ts";

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
async function repeated(ctx: RequestContext, scan: NewScan): Promise<ScanView> {
  const known = await repeatScan(ctx.db, scan);
  if (!known) throw invalid("id", "TAKEN");
  const ticket = known.ticketId ? await selectTicket(ctx.db, known.ticketId) : undefined;
  return viewOf(scan.id, known.outcome, ticket);
}

/**
 * Writes a scan of the shown ticket, with its outcome. Returns null if a scan with this id is recorded
 * already, also by a concurrent request.
 */
async function write(
  ctx: RequestContext,
  scan: NewScan,
  shown: TicketRow | undefined,
): Promise<Recorded | null> {
  const { direction } = scan;
  const refusal = shown ? refusalOf(shown, { ...scan, late: scan.claimed !== null }, shown.now) : "unknown";
  const ours = shown?.fairId === scan.fairId ? shown : null;
  const outcomes = { moved: outcomeOf(direction, true), stayed: outcomeOf(direction, false) };
  const action = direction === "in" ? "enter" : "leave";
  try {
    return await inOneStatement(ctx, (db) =>
      ours && !refusal
        ? insertAccepted(db, scan, { ticketId: ours.id, action, outcomes, trace: recordStep(ctx, ours) })
        : insertRefused(db, scan, { ticketId: ours?.id ?? null, refusal: refusal ?? "unknown" }),
    );
  } catch (error) {
    if (isDuplicate(error)) return null;
    throw error;
  }
}

/**
 * Records one scan in one statement, under the id that the device gave it. Scans are judged in the order of
 * their arrival. A repeated scan returns the stored outcome and inserts no row.
 */
export async function recordScan(
  ctx: RequestContext,
  { code, ...scan }: NewScan & { code: string },
): Promise<ScanView> {
  const shown = await readTicket(ctx.db, code);
  const recorded = await write(ctx, scan, shown);
  if (!recorded) return repeated(ctx, scan);
  const { outcome, moved } = recorded;
  if (shown?.fairId !== scan.fairId) return viewOf(scan.id, outcome, shown);
  // Selects the ticket again if this scan did not change it: the response shows its last entry, which a
  // concurrent scan may have made.
  return viewOf(scan.id, outcome, moved ? { ...shown, ...moved } : await selectTicket(ctx.db, shown.id));
}
