import { sql } from "kysely";
import type { Db, Tx } from "../../../../db/client.ts";

/** A person to remind. `cause` has the start, so that a livestream that moved reminds anew. */
export type DueReminder = {
  livestreamId: string;
  title: string;
  startsAt: Date;
  accountId: string;
  span: Span;
  cause: string;
};

/** Periods before the start in which each reminder is sent. */
const SPANS = {
  day: { from: sql`interval '24 hours'`, until: sql`interval '1 hour'` },
  hour: { from: sql`interval '1 hour'`, until: sql`interval '5 minutes'` },
  minutes: { from: sql`interval '5 minutes'`, until: sql`interval '0'` },
} as const;
export type Span = keyof typeof SPANS;

/**
 * Selects people whose reminder is due, unless they got it. One who reserved after the period began gets the
 * next reminder.
 */
export async function selectReminders(db: Db, span: Span, limit: number): Promise<DueReminder[]> {
  const { from, until } = SPANS[span];
  const { rows } = await sql<DueReminder>`
    select l.id as livestream_id, l.title, l.starts_at, r.account_id, ${span}::text as span, c.cause
    from livestream l join livestream_reservation r on r.livestream_id = l.id
    cross join lateral (
      select 'livestream:' || l.id || ':' || ${span}::text || ':' || extract(epoch from l.starts_at)::bigint as cause) c
    where l.status in ('announced', 'onAir') and l.ends_at > (select app.now())
      and (select app.now()) >= l.starts_at - ${from} and (select app.now()) < l.starts_at - ${until}
      and r.made_at <= l.starts_at - ${from}
      and not exists (select from app.notice_sent n where n.to_kind = 'account' and n.to_id = r.account_id::text
        and n.cause = c.cause)
    order by l.id, r.account_id limit ${limit}`.execute(db);
  return rows;
}

/** A livestream whose new start or cancellation was not told yet. */
export type Untold = {
  id: string;
  title: string;
  rev: number;
  startsAt: Date;
  cancelled: boolean;
  cities: string[];
};

/** SQL condition: the plan of the livestream `l` is not the one that was told. */
const UNTOLD = sql`l.announced_at is not null and (
  l.status = 'announced' and l.ends_at > (select app.now()) and l.told_starts_at is distinct from l.starts_at
  or l.status = 'cancelled' and l.told_cancelled_at is null)`;

/** Selects livestreams whose new start or cancellation was not told yet. */
export async function selectUntold(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from livestream l where ${UNTOLD} order by l.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Locks a livestream if it was still not told. Undefined if another worker has told it. */
export async function lockUntold(tx: Tx, id: string): Promise<Untold | undefined> {
  const { rows } = await sql<Untold>`
    select l.id, l.title, l.rev, l.starts_at, l.status = 'cancelled' as cancelled,
      array(select c.city from livestream_city c where c.livestream_id = l.id order by c.city) as cities
    from livestream l where l.id = ${id} and ${UNTOLD} for no key update of l`.execute(tx);
  return rows[0];
}

/**
 * Notes that the livestream's plan was told. Returns the people who reserved for another plan; from now on
 * they know the new one.
 */
export async function noteTold(tx: Tx, { id, cancelled }: Untold): Promise<string[]> {
  await sql`
    update livestream l set told_starts_at = l.starts_at, told_cancelled_at = l.cancelled_at where l.id = ${id}`.execute(
    tx,
  );
  const { rows } = await sql<{ accountId: string }>`
    update livestream_reservation r set starts_at = l.starts_at from livestream l
    where l.id = ${id} and r.livestream_id = l.id and (${cancelled} or r.starts_at <> l.starts_at)
    returning r.account_id`.execute(tx);
  return rows.map(({ accountId }) => accountId).sort();
}

/** Selects the enterprises of this node that present in a livestream, or whose postings it shows. */
export async function selectEnterprises(tx: Tx, livestreamId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from shared.enterprise e where e.home_city in (select app.hosted_cities()) and e.id in (
      select r.enterprise_id from livestream_presenter r where r.livestream_id = ${livestreamId}
      union select p.enterprise_id from livestream_item i join shared.posting p on p.id = i.posting_id
      where i.livestream_id = ${livestreamId})
    order by e.id`.execute(tx);
  return rows.map(({ id }) => id);
}
