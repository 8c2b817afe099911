import { type Selectable, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Database, ScanOutcome } from "../../../db/schema/index.ts";

export type Scan = Selectable<Database["fairScan"]>;

export type NewScan = {
  id: string;
  fairId: string;
  venueId: string;
  gate: string;
  direction: "in" | "out";
  claimed: ScanOutcome | null;
  deviceAt: Date | null;
  scannedBy: string | null;
};

/**
 * Inserts a scan before it is judged, with the outcome `unknown`. Returns false if a scan with this id
 * exists; then it only adds `claimed` if that was missing.
 */
export async function insertScan(tx: Tx, s: NewScan): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    insert into fair_scan as s (id, fair_id, venue_id, gate, direction, outcome, offline, claimed, device_at, scanned_by)
    values (${s.id}, ${s.fairId}, ${s.venueId}, ${s.gate}, ${s.direction}, 'unknown', ${s.claimed !== null}, ${s.claimed},
      ${s.deviceAt}, ${s.scannedBy})
    on conflict (fair_id, id) do update set claimed = coalesce(s.claimed, excluded.claimed)
    returning xmax = 0 as fresh`.execute(tx);
  return rows[0]?.fresh ?? false;
}

export async function selectScan(db: DbOrTx, fairId: string, id: string): Promise<Scan | undefined> {
  return db
    .selectFrom("fairScan")
    .selectAll()
    .where("fairId", "=", fairId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function closeScan(
  tx: Tx,
  { fairId, id }: Pick<NewScan, "fairId" | "id">,
  result: { ticketId: string | null; outcome: ScanOutcome },
): Promise<void> {
  await tx.updateTable("fairScan").set(result).where("fairId", "=", fairId).where("id", "=", id).execute();
}

/** The entry of a ticket after `enter` or `leave` changed the ticket. */
export type Moved = { rev: number; enteredAt: Date; enteredGate: string };

/** Condition: the last entry was on an earlier day in Asia/Shanghai. Its person counts as outside now. */
const YESTERDAY = sql`entered_at < (app.today()::timestamp at time zone 'Asia/Shanghai')`;

/**
 * Marks a valid ticket as inside if it is outside; otherwise returns undefined. Of two concurrent calls, only
 * one changes the ticket.
 */
export async function enter(tx: Tx, ticketId: string, gate: string): Promise<Moved | undefined> {
  const { rows } = await sql<Moved>`
    update fair_ticket set entered_at = app.now(), entered_gate = ${gate}, left_at = null, rev = rev + 1,
      updated_at = app.now()
    where id = ${ticketId} and status = 'valid' and (entered_at is null or left_at is not null or ${YESTERDAY})
    returning rev, entered_at, entered_gate`.execute(tx);
  return rows[0];
}

/** Marks a ticket as outside if it is inside; otherwise returns undefined. */
export async function leave(tx: Tx, ticketId: string): Promise<Moved | undefined> {
  const { rows } = await sql<Moved>`
    update fair_ticket set left_at = app.now(), rev = rev + 1, updated_at = app.now()
    where id = ${ticketId} and entered_at is not null and left_at is null
    returning rev, entered_at, entered_gate`.execute(tx);
  return rows[0];
}

export type Conflict = {
  id: string;
  reference: string | null;
  gate: string;
  venueName: string;
  outcome: ScanOutcome;
  receivedAt: Date;
  deviceAt: Date | null;
  enteredAt: Date | null;
  enteredGate: string | null;
};

/**
 * Selects scans at these venues that a device admitted offline and the server refused later. Newest first,
 * at most 200.
 */
export async function selectConflicts(
  db: DbOrTx,
  fairId: string,
  venues: readonly string[],
): Promise<Conflict[]> {
  const { rows } = await sql<Conflict>`
    select s.id, t.reference, s.gate, v.name as venue_name, s.outcome, s.received_at, s.device_at, t.entered_at,
      t.entered_gate
    from fair_scan s join venue v on v.id = s.venue_id left join fair_ticket t on t.id = s.ticket_id
    where s.fair_id = ${fairId} and s.claimed = 'admitted' and s.outcome <> 'admitted'
      and s.venue_id = any(${venues}::uuid[])
    order by s.received_at desc, s.id desc limit 200`.execute(db);
  return rows;
}

export type RefusedTickets = {
  cancelled: string[];
  waiting: string[];
  entered: { id: string; at: string; gate: string }[];
};

/** Selects the tickets of a fair that a device must not admit: cancelled, waiting, or already inside. */
export async function selectRefusedTickets(db: DbOrTx, fairId: string): Promise<RefusedTickets> {
  const { rows } = await sql<{ id: string; status: string; at: Date | null; gate: string | null }>`
    select id, status, case when left_at is null and not ${YESTERDAY} then entered_at end as at, entered_gate as gate from fair_ticket
    where fair_id = ${fairId} and (status <> 'valid' or entered_at is not null and left_at is null and not ${YESTERDAY})`.execute(
    db,
  );
  const ids = (status: string) => rows.filter((row) => row.status === status).map(({ id }) => id);
  return {
    cancelled: ids("cancelled"),
    waiting: ids("waiting"),
    entered: rows.flatMap(({ id, at, gate }) => (at ? [{ id, at: at.toISOString(), gate: gate ?? "" }] : [])),
  };
}

/**
 * Selects the valid tickets of a venue by the start of their entry slot; null for tickets without a slot.
 * Returns none if the venue has no entry slots.
 */
export async function selectSlotStarts(
  db: DbOrTx,
  venueId: string,
): Promise<{ startsAt: Date | null; tickets: string[] }[]> {
  const { rows } = await sql<{ startsAt: Date | null; tickets: string[] }>`
    select s.starts_at, array_agg(t.id::text) as tickets
    from fair_ticket t left join fair_slot s on s.id = t.slot_id
    where t.venue_id = ${venueId} and t.status = 'valid'
      and exists (select 1 from fair_slot where venue_id = ${venueId})
    group by s.starts_at order by s.starts_at`.execute(db);
  return rows;
}
