import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import {
  entryWindow,
  gatesOf,
  requireGateOf,
  requireSomeGate,
  selectGates,
  signVenue,
} from "../tickets/index.ts";
import { knownKeys } from "./keys.ts";
import type { ConflictView, ScannerPack } from "./schema.ts";
import { selectConflicts, selectRefusedTickets, selectSlotStarts } from "./store.ts";

/**
 * Returns the data with which a device at this venue's gates works without network. Of the signing keys, it
 * contains only the public part. Throws NOT_FOUND unless the caller may staff the gates.
 */
export async function getScannerPack(
  ctx: RequestContext,
  { fairId, venueId }: { fairId: string; venueId: string },
): Promise<ScannerPack> {
  requireOfficer(ctx.actor);
  const fair = orNotFound(await selectGates(ctx.db, ctx, fairId));
  const venue = requireGateOf(ctx, fair, venueId);
  const [keys, standing, starts] = await Promise.all([
    knownKeys(ctx),
    selectRefusedTickets(ctx.db, fairId),
    selectSlotStarts(ctx.db, venueId),
  ]);
  const fromOf = (startsAt: Date | null) => entryWindow({ ...fair, startsAt }).from.toISOString();
  return {
    now: fair.now.toISOString(),
    fairId,
    venueId,
    venueName: venue.name,
    fairCancelled: fair.status === "cancelled",
    from: fromOf(null),
    until: fair.closesAt.toISOString(),
    entries: starts.map(({ startsAt, tickets }) => ({ from: fromOf(startsAt), tickets })),
    keys: keys.map(({ id, publicKey }) => ({ id, x: publicKey.toString("base64url") })),
    ...standing,
  };
}

/**
 * Returns scans that a device admitted without network but the program refused, at venues whose gates the
 * caller may staff.
 */
export async function listConflicts(ctx: RequestContext, fairId: string): Promise<ConflictView[]> {
  requireOfficer(ctx.actor);
  const fair = orNotFound(await selectGates(ctx.db, ctx, fairId));
  requireSomeGate(ctx, fair);
  const rows = await selectConflicts(
    ctx.db,
    fairId,
    gatesOf(ctx, fair).map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    deviceAt: row.deviceAt?.toISOString() ?? null,
    enteredAt: row.enteredAt?.toISOString() ?? null,
  }));
}

/** Returns the signed text of the QR code for the venue's poster, for self check-in. */
export async function getVenueCode(
  ctx: RequestContext,
  { fairId, venueId }: { fairId: string; venueId: string },
): Promise<string> {
  requireOfficer(ctx.actor);
  const fair = orNotFound(await selectGates(ctx.db, ctx, fairId));
  requireGateOf(ctx, fair, venueId);
  return signVenue(ctx.vault, { f: fairId, v: venueId });
}
