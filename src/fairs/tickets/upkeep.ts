import { notify, notifyAll } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { dueNotices, promotionNotices } from "./notices.ts";
import { tellLateTickets } from "./remote/tell-tickets.ts";
import {
  dueCancellations,
  dueReminders,
  dueWaitOver,
  type EntryKind,
  lockEntriesWithCapacity,
  promoteIn,
} from "./store/lines.ts";
import { recordTickets } from "./taking/record-ticket.ts";

/**
 * Makes waiting tickets valid where slots or venues have free places. Returns the number of these tickets.
 */
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
 * Runs the upkeep of tickets: gives free places to waiting tickets, reminds holders a day and an hour before
 * entry, tells other nodes of their people's tickets. Notifies holders of cancelled fairs once, and those who
 * still waited when their fair ended. Safe to run concurrently.
 */
export async function ticketUpkeep(
  ctx: RequestContext,
): Promise<{ promoted: number; told: number; sent: number }> {
  const promoted = (await promote(ctx, "slot")) + (await promote(ctx, "venue"));
  const told =
    (await notifyAll(ctx, (db, limit) => dueReminders(db, "tomorrow", limit), dueNotices)) +
    (await notifyAll(ctx, (db, limit) => dueReminders(db, "soon", limit), dueNotices)) +
    (await notifyAll(ctx, dueCancellations, dueNotices)) +
    (await notifyAll(ctx, dueWaitOver, dueNotices));
  return { promoted, told, sent: await tellLateTickets(ctx) };
}
