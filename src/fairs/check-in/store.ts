import { type RawBuilder, type Selectable, sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
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

/** The entry of a ticket after a scan changed the ticket. */
export type Moved = { rev: number; enteredAt: Date; enteredGate: string };
export type Recorded = { outcome: ScanOutcome; moved: Moved | null };

/** Condition: the last entry was on an earlier day in Asia/Shanghai. Its person counts as outside now. */
const YESTERDAY = sql`entered_at < (app.today()::timestamp at time zone 'Asia/Shanghai')`;

/**
 * Returns SQL that marks a valid ticket as inside if it is outside, or a ticket as outside if it is inside.
 * If two statements run at once, one of them changes the ticket.
 */
const move = ({ direction, gate }: NewScan, ticketId: string): RawBuilder<unknown> =>
  direction === "in"
    ? sql`update fair_ticket set entered_at = app.now(), entered_gate = ${gate}, left_at = null, rev = rev + 1,
        updated_at = app.now()
      where id = ${ticketId} and status = 'valid' and (entered_at is null or left_at is not null or ${YESTERDAY})`
    : sql`update fair_ticket set left_at = app.now(), rev = rev + 1, updated_at = app.now()
      where id = ${ticketId} and entered_at is not null and left_at is null`;

/** Condition: no scan with this id is recorded. */
const unseen = ({ fairId, id }: NewScan): RawBuilder<unknown> =>
  sql`not exists (select 1 from fair_scan where fair_id = ${fairId} and id = ${id})`;

const insert = (
  s: NewScan,
  ticketId: string | null,
  outcome: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into fair_scan (id, fair_id, venue_id, gate, direction, offline, claimed, device_at, scanned_by, ticket_id, outcome)
  select ${s.id}::uuid, ${s.fairId}::uuid, ${s.venueId}::uuid, ${s.gate}, ${s.direction}, ${s.claimed !== null},
    ${s.claimed}, ${s.deviceAt}::timestamptz, ${s.scannedBy}::uuid, ${ticketId}::uuid, ${outcome}
  where ${unseen(s)} returning outcome`;

/**
 * Records a refused scan. Returns false if a scan with this id is recorded. Throws the database's error for a
 * duplicate if a concurrent statement records one.
 */
export async function insertRefused(
  db: DbOrTx,
  scan: NewScan,
  { ticketId, refusal }: { ticketId: string | null; refusal: ScanOutcome },
): Promise<Recorded | null> {
  const { rows } = await sql`/* planned */ ${insert(scan, ticketId, sql`${refusal}`)}`.execute(db);
  return rows.length > 0 ? { outcome: refusal, moved: null } : null;
}

type Accepted = {
  ticketId: string;
  action: string;
  /** The outcomes if the scan changes the ticket, and if it does not. */
  outcomes: { moved: ScanOutcome; stayed: ScanOutcome };
  /** Parts of the statement that record its `step`. */
  trace: RawBuilder<unknown>;
};

/**
 * Records a scan that no rule refuses, and changes its ticket, in one statement. Returns null if a scan with
 * this id is recorded. Throws the database's error for a duplicate if a concurrent statement records one;
 * nothing is written then.
 */
export async function insertAccepted(
  db: DbOrTx,
  scan: NewScan,
  { ticketId, action, outcomes, trace }: Accepted,
): Promise<Recorded | null> {
  const outcome = sql`case when exists (select 1 from moved) then ${outcomes.moved} else ${outcomes.stayed} end`;
  const { rows } = await sql<{
    outcome: ScanOutcome;
    rev: number | null;
    enteredAt: Date;
    enteredGate: string;
  }>`/* planned */
    with moved as (${move(scan, ticketId)} and ${unseen(scan)} returning rev, entered_at, entered_gate),
    scanned as (${insert(scan, ticketId, outcome)}),
    step as (select rev, ${action}::text as action from moved),
    ${trace}
    select scanned.outcome, moved.rev, moved.entered_at, moved.entered_gate
    from scanned left join moved on true`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { rev, enteredAt, enteredGate } = row;
  return { outcome: row.outcome, moved: rev === null ? null : { rev, enteredAt, enteredGate } };
}

/**
 * Selects a recorded scan of this venue, and adds `claimed` to it if that was missing. Returns undefined if
 * the scan was made at another venue.
 */
export async function repeatScan(
  db: DbOrTx,
  { fairId, id, venueId, claimed }: NewScan,
): Promise<Pick<Scan, "outcome" | "ticketId"> | undefined> {
  const { rows } = await sql<Pick<Scan, "outcome" | "ticketId">>`/* planned */
    update fair_scan set claimed = coalesce(claimed, ${claimed})
    where fair_id = ${fairId} and id = ${id} and venue_id = ${venueId} returning outcome, ticket_id`.execute(
    db,
  );
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
