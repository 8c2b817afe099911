import { notify, notifyAll } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { dueNotices, promotionNotices } from "./notices.ts";
import { recordTickets } from "./record-ticket.ts";
import {
  dueCancellations,
  dueReminders,
  type EntryKind,
  lockEntriesWithCapacity,
  promoteIn,
} from "./store/lines.ts";

/** Gives free places of slots or venues to the waiting list. Returns their number. */
async function promote(ctx: RequestContext, kind: EntryKind): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const rooms = await lockEntriesWithCapacity(tx, kind);
    if (rooms.length === 0) return 0;
    const promoted = await promoteIn(tx, kind, rooms);
    await notify(tx, ctx, await promotionNotices(tx, promoted));
    await recordTickets(
      tx,
      ctx,
      promoted.map((of) => ({ of, action: "promote" as const, rev: of.rev })),
    );
    return promoted.length;
  });
}

/**
 * Upkeep of tickets: gives free places to the waiting list, reminds holders a day and an hour before,
 * notifies holders of a cancelled fair once. Safe to run concurrently.
 */
export async function ticketUpkeep(ctx: RequestContext): Promise<{ promoted: number; told: number }> {
  const promoted = (await promote(ctx, "slot")) + (await promote(ctx, "venue"));
  const told =
    (await notifyAll(ctx, (db, limit) => dueReminders(db, "tomorrow", limit), dueNotices)) +
    (await notifyAll(ctx, (db, limit) => dueReminders(db, "soon", limit), dueNotices)) +
    (await notifyAll(ctx, dueCancellations, dueNotices));
  return { promoted, told };
}
