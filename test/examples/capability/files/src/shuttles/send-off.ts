import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError, orNotFound } from "../platform/core/errors.ts";
import { requireOfficerOf } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import type { ShuttleView } from "./schema.ts";
import { lockShuttle, markDeparted, viewOf } from "./store.ts";

/**
 * Marks a shuttle as departed. Throws NOT_FOUND unless the caller is an officer of its city, SHUTTLE_STATE if
 * it has already departed.
 */
export function sendOff(ctx: RequestContext, { id }: { id: string }): Promise<ShuttleView> {
  return inTransaction(ctx, async (tx) => {
    const shuttle = orNotFound(await lockShuttle(tx, id));
    requireOfficerOf(ctx.actor, shuttle.homeCity);
    const departed = await depart(tx, ctx, id);
    if (!departed) throw new AppError("SHUTTLE_STATE");
    return departed;
  });
}

/** Marks a shuttle as departed. Returns null if it has already departed. */
export async function depart(tx: Tx, ctx: RequestContext, id: string): Promise<ShuttleView | null> {
  const row = await markDeparted(tx, id);
  if (!row) return null;
  const city = row.homeCity;
  await recordAudit(tx, ctx, { action: "shuttle.depart", subjectKind: "shuttle", subjectId: id, city });
  return viewOf(row);
}
