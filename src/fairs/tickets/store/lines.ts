import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

export type Promoted = {
  id: string;
  fairId: string;
  venueId: string;
  hostCity: string;
  /** Null also for a person of another node, who is told there. */
  accountId: string | null;
  rev: number;
};

/** SQL for the rows that count taken places: an entry slot, or a venue without slots. Their alias is `r`. */
const ENTRIES = {
  slot: {
    table: sql`fair_slot`,
    key: sql`slot_id`,
    counter: sql`taken`,
    free: sql`r.capacity - r.taken`,
    venue: sql`r.venue_id`,
    ends: sql`r.ends_at`,
  },
  venue: {
    table: sql`venue`,
    key: sql`venue_id`,
    counter: sql`tickets_taken`,
    free: sql`coalesce(r.capacity, 2000000000) - r.tickets_taken`,
    venue: sql`r.id`,
    ends: sql`f.closes_at`,
  },
} as const;
export type EntryKind = keyof typeof ENTRIES;

const waiters = (kind: EntryKind): RawBuilder<unknown> =>
  kind === "slot" ? sql`w.slot_id = r.id` : sql`w.venue_id = r.id and w.slot_id is null`;

/**
 * Locks entry slots or venues that have a free place and a waiting ticket, at most 200. Until the transaction
 * ends, no other one changes their counts. Returns their ids.
 */
export async function lockEntriesWithCapacity(tx: Tx, kind: EntryKind): Promise<string[]> {
  const { table, free, venue, ends } = ENTRIES[kind];
  const { rows } = await sql<{ id: string }>`
    select r.id from ${table} r where ${free} > 0
      and exists (select 1 from venue v join fair f on f.id = v.fair_id where v.id = ${venue} and f.status = 'published'
        and f.closes_at > (select app.now()) and ${ends} > (select app.now())
        and f.host_city in (select app.hosted_cities()))
      and exists (select 1 from fair_ticket w where w.status = 'waiting' and ${waiters(kind)})
    order by r.id limit 200 for update of r`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Makes waiting tickets of locked slots or venues valid, as many as there are free places. The longest
 * waiting come first. `rooms` are the ids of the slots or venues.
 */
export async function promoteIn(tx: Tx, kind: EntryKind, rooms: readonly string[]): Promise<Promoted[]> {
  const { table, key, counter, free } = ENTRIES[kind];
  const { rows } = await sql<Promoted>`
    with line as (
      select w.id, ${free} as free, row_number() over (partition by r.id order by w.waiting_since, w.id) as n
      from ${table} r join fair_ticket w on w.status = 'waiting' and ${waiters(kind)} where r.id = any(${rooms}::uuid[])),
    given as (
      update fair_ticket t set status = 'valid', waiting_since = null, rev = rev + 1, updated_at = app.now()
      from line where line.id = t.id and line.n <= line.free and t.status = 'waiting'
      returning t.id, t.fair_id, t.venue_id, t.slot_id, t.rev,
        case when t.told_rev is null then t.account_id end as account_id),
    counted as (
      update ${table} r set ${counter} = r.${counter} + g.n
      from (select ${key} as room, count(*)::int as n from given group by 1) g where r.id = g.room)
    select g.id, g.fair_id, g.venue_id, f.host_city, g.account_id, g.rev from given g join fair f on f.id = g.fair_id`.execute(
    tx,
  );
  return rows;
}

/**
 * A ticket whose holder must be notified. `why` is a part of the notice's cause, so that each notice is sent
 * once.
 */
export type DueTicket = {
  id: string;
  fairId: string;
  accountId: string;
  kind: "tomorrow" | "soon" | "fairCancelled" | "waitOver";
  why: string;
};

/**
 * SQL condition: the holder of the ticket `t` for the fair `f` has an account here. Others are told at home.
 */
const TOLD_HERE = sql`t.account_id is not null and (t.told_rev is null or not app.is_hosted(f.host_city))`;

/** Periods before the entry in which each reminder of a ticket is sent. */
const SPANS = {
  tomorrow: { from: sql`interval '24 hours'`, until: sql`interval '2 hours'` },
  soon: { from: sql`interval '1 hour'`, until: sql`interval '0'` },
} as const;

/**
 * Selects tickets whose reminder is due: valid, not used, and taken before the reminder's period began. A
 * fair that moved reminds again, because `why` contains the start.
 */
export async function dueReminders(
  db: DbOrTx,
  kind: keyof typeof SPANS,
  limit: number,
): Promise<DueTicket[]> {
  const { from, until } = SPANS[kind];
  const why = sql`${kind}::text || ':' || extract(epoch from at.starts)::bigint`;
  const { rows } = await sql<DueTicket>`
    select t.id, t.fair_id, t.account_id, ${kind}::text as kind, ${why} as why
    from fair f join fair_ticket t on t.fair_id = f.id and t.status = 'valid' and ${TOLD_HERE}
      and t.entered_at is null
    left join fair_slot s on s.id = t.slot_id
    cross join lateral (select coalesce(s.starts_at, f.opens_at) as starts) at
    where f.status = 'published' and f.opens_at < (select app.now()) + interval '25 hours' and f.closes_at > (select app.now())
      and (select app.now()) >= at.starts - ${from} and (select app.now()) < at.starts - ${until}
      and t.created_at <= at.starts - ${from}
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'account' and n.to_id = t.account_id::text
        and n.cause = 'fairTicket:' || t.id || ':' || ${why})
    order by t.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Selects uncancelled tickets of fairs that were cancelled within the last week, unless the holder was
 * notified.
 */
export async function dueCancellations(db: DbOrTx, limit: number): Promise<DueTicket[]> {
  const { rows } = await sql<DueTicket>`
    select t.id, t.fair_id, t.account_id, 'fairCancelled'::text as kind, 'fairCancelled'::text as why
    from fair f join fair_ticket t on t.fair_id = f.id and t.status <> 'cancelled' and ${TOLD_HERE}
    where f.status = 'cancelled' and f.cancelled_at > (select app.now()) - interval '7 days'
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'account' and n.to_id = t.account_id::text
        and n.cause = 'fairTicket:' || t.id || ':fairCancelled')
    order by t.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Selects tickets that still waited when their fair ended, within the last week, unless the holder was
 * notified.
 */
export async function dueWaitOver(db: DbOrTx, limit: number): Promise<DueTicket[]> {
  const why = sql`'over:' || extract(epoch from f.closes_at)::bigint`;
  const { rows } = await sql<DueTicket>`
    select t.id, t.fair_id, t.account_id, 'waitOver'::text as kind, ${why} as why
    from fair f join fair_ticket t on t.fair_id = f.id and t.status = 'waiting' and ${TOLD_HERE}
    where f.status in ('published', 'reported') and f.closes_at <= (select app.now())
      and f.closes_at > (select app.now()) - interval '7 days'
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'account' and n.to_id = t.account_id::text
        and n.cause = 'fairTicket:' || t.id || ':' || ${why})
    order by t.id limit ${limit}`.execute(db);
  return rows;
}
