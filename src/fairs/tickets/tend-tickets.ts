import type { Db } from "../../../db/client.ts";
import type { RequestContext } from "../../context.ts";
import { inTransaction } from "../../core/store.ts";
import { tell } from "../../notifications/index.ts";
import {
  type Due,
  dueCancellations,
  dueReminders,
  lockRooms,
  promoteIn,
  type RoomKind,
} from "../store/entry/lines.ts";
import { promotionNotice, type TicketNews, ticketNotice } from "./notices.ts";
import { recordTickets } from "./record-ticket.ts";

const BATCH = 1000;

/** Free places of slots or venues go down their lines; returns how many were given. */
async function promote(ctx: RequestContext, kind: RoomKind): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const rooms = await lockRooms(tx, kind);
    if (rooms.length === 0) return 0;
    const promoted = await promoteIn(tx, kind, rooms);
    await tell(tx, ctx, promoted.flatMap(promotionNotice));
    await recordTickets(
      tx,
      ctx,
      promoted.map((of) => ({ of, action: "promote" as const, rev: of.rev })),
    );
    return promoted.length;
  });
}

const NEWS: Record<Due["kind"], TicketNews> = {
  tomorrow: "ticketTomorrow",
  soon: "ticketSoon",
  fairCancelled: "ticketFairCancelled",
};

/** Tells everybody a question finds, a batch at a time; who was told is not found again. */
async function tellDue(ctx: RequestContext, ask: (db: Db) => Promise<Due[]>): Promise<number> {
  for (let told = 0; ; ) {
    const due = await ask(ctx.db);
    const notices = due.flatMap((one) => ticketNotice(one, NEWS[one.kind], one.why));
    await inTransaction(ctx, (tx) => tell(tx, ctx, notices));
    told += due.length;
    if (due.length < BATCH) return told;
  }
}

/**
 * What time alone brings about for codes of entry: places that are free go to who waits, holders are reminded a day and an
 * hour before, and told once when their fair is called off. Any number of processes may do it at once.
 */
export async function tendTickets(ctx: RequestContext): Promise<{ promoted: number; told: number }> {
  const promoted = (await promote(ctx, "slot")) + (await promote(ctx, "venue"));
  const told =
    (await tellDue(ctx, (db) => dueReminders(db, "tomorrow", BATCH))) +
    (await tellDue(ctx, (db) => dueReminders(db, "soon", BATCH))) +
    (await tellDue(ctx, (db) => dueCancellations(db, BATCH)));
  return { promoted, told };
}
