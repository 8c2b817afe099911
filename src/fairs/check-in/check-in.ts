import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireAccount, requireOfficer } from "../../platform/core/guard.ts";
import { findStanding, readVenueCode, requireGateOf, selectGates, verifyCode } from "../tickets/index.ts";
import { knownKeys } from "./keys.ts";
import { recordScan } from "./record-scan.ts";
import type { ScansInput, ScanView } from "./schema.ts";

/** Name of the gate for self check-in with the code on the venue's poster. */
export const SELF_GATE = "self";

/**
 * Checks in tickets that a device scanned at a gate, in the given order. Each scan is decided separately and
 * gets its own outcome, by the scan's id. Throws NOT_FOUND unless the caller is an officer of the host or of
 * the venue's city.
 */
export async function checkIn(
  ctx: RequestContext,
  { fairId, venueId, gate, scans }: ScansInput & { fairId: string },
): Promise<{ now: string; items: ScanView[] }> {
  const { accountId } = requireOfficer(ctx.actor);
  const fair = orNotFound(await selectGates(ctx.db, ctx, fairId));
  requireGateOf(ctx, fair, venueId);
  const items: ScanView[] = [];
  for (const { deviceAt, ...scan } of scans)
    items.push(
      await recordScan(ctx, {
        ...scan,
        fairId,
        venueId,
        gate,
        deviceAt: deviceAt ? new Date(deviceAt) : null,
        scannedBy: accountId,
      }),
    );
  ctx.ring("changes");
  return { now: fair.now.toISOString(), items };
}

/**
 * Returns the id of the venue in a poster's code. Throws INVALID_INPUT on `code` if the code is for another
 * fair or its signature is invalid.
 */
async function venueOf(ctx: RequestContext, fairId: string, text: string): Promise<string> {
  const refused = new AppError("INVALID_INPUT", { fields: [{ path: "code", code: "INVALID_VALUE" }] });
  const code = readVenueCode(text);
  const key = code && (await knownKeys(ctx)).find(({ id }) => id === code.payload.k);
  if (!code || !key || code.payload.f !== fairId || !(await verifyCode(code, key.publicKey))) throw refused;
  return code.payload.v;
}

/**
 * 自助签到 (self check-in): checks in the caller's ticket by the code on the venue's poster. Throws NOT_FOUND
 * unless the caller may read the fair, INVALID_INPUT on `code`, TICKET_NONE without a ticket for the fair.
 * Every other refusal is an outcome.
 */
export async function checkInSelf(
  ctx: RequestContext,
  { fairId, code }: { fairId: string; code: string },
): Promise<ScanView> {
  const { accountId } = requireAccount(ctx.actor);
  orNotFound(await selectGates(ctx.db, ctx, fairId));
  const venueId = await venueOf(ctx, fairId, code);
  const ticket = await findStanding(ctx.db, fairId, accountId);
  if (!ticket) throw new AppError("TICKET_NONE");
  const view = await recordScan(ctx, {
    id: ctx.ids.uuid(),
    fairId,
    venueId,
    gate: SELF_GATE,
    direction: "in",
    claimed: null,
    deviceAt: null,
    scannedBy: accountId,
    code: ticket.reference,
  });
  ctx.ring("changes");
  return view;
}
