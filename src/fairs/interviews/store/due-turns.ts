import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { type Closed, OPEN } from "./queue.ts";

/**
 * Selects the entries that were called at least `afterMin` minutes ago and whose person has not arrived. At
 * most 500.
 */
export async function selectNotCome(
  db: DbOrTx,
  afterMin: number,
): Promise<{ id: string; registrationId: string }[]> {
  const { rows } = await sql<{ id: string; registrationId: string }>`
    select id, registration_id from queue_entry
    where status = 'called' and called_at <= (select app.now()) - make_interval(mins => ${afterMin})
    order by called_at limit 500`.execute(db);
  return rows;
}

/**
 * SQL condition: within the last `heardMin` minutes, the hall's gate reported an entry while it had network.
 */
const heardOf = (fair: RawBuilder<unknown>, venue: RawBuilder<unknown>, heardMin: number) => sql`exists (
  select 1 from fair_scan s where s.fair_id = ${fair} and s.venue_id = ${venue} and s.outcome = 'admitted'
    and not s.offline and s.received_at > (select app.now()) - make_interval(mins => ${heardMin}))`;

/**
 * Selects the waiting entries of on-site interviews that start within `beforeMin` minutes, if the person has
 * not entered the hall. Only for halls whose gate has just reported an entry: otherwise nobody knows who has
 * entered.
 */
export async function selectUnclaimed(
  db: DbOrTx,
  { beforeMin, heardMin }: { beforeMin: number; heardMin: number },
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select q.id from interview i join queue_entry q on q.interview_id = i.id and q.status = 'waiting'
    join fair_ticket t on t.id = q.ticket_id
    where i.status = 'booked' and not i.remote and t.entered_at is null and i.starts_at > (select app.now())
      and i.starts_at <= (select app.now()) + make_interval(mins => ${beforeMin})
      and ${heardOf(sql`q.fair_id`, sql`t.venue_id`, heardMin)}
    order by i.starts_at, q.id limit 500`.execute(db);
  return rows;
}

/**
 * Returns true if the hall's gate reported an entry within the last `heardMin` minutes. Only then is a person
 * without an entry known to be absent.
 */
export async function gateHeard(
  db: DbOrTx,
  at: { fairId: string; venueId: string },
  heardMin: number,
): Promise<boolean> {
  const { rows } = await sql<{ heard: boolean }>`
    select ${heardOf(sql`${at.fairId}::uuid`, sql`${at.venueId}::uuid`, heardMin)} as heard`.execute(db);
  return rows[0]?.heard ?? false;
}

/**
 * Ends the open queue entries of fairs that are over or not published, and of booths that are no longer
 * approved. Returns only those of such booths at running or coming fairs.
 */
export async function closeQueues(tx: Tx): Promise<Closed[]> {
  const { rows } = await sql<Closed & { over: boolean }>`
    update queue_entry q set status = 'left', ended_at = app.now() from fair f, fair_registration r
    where f.id = q.fair_id and r.id = q.registration_id and ${OPEN} and f.host_city in (select app.hosted_cities())
      and (f.closes_at <= app.now() or f.status <> 'published' or r.status <> 'approved')
    returning q.id, q.fair_id, q.account_id, f.closes_at <= app.now() or f.status <> 'published' as over`.execute(
    tx,
  );
  return rows.filter(({ over }) => !over);
}

export type Soon = { id: string; fairId: string; accountId: string };

/**
 * Selects interviews that start within the given minutes, were booked before that period, and have no
 * reminder yet.
 */
export async function selectSoon(db: DbOrTx, withinMin: number, limit: number): Promise<Soon[]> {
  const within = sql`make_interval(mins => ${withinMin})`;
  const { rows } = await sql<Soon>`
    select i.id, i.fair_id, i.account_id from interview i
    where i.status = 'booked' and i.account_id is not null and app.away_city(i.account_id) is null and i.starts_at > (select app.now())
      and i.starts_at <= (select app.now()) + ${within} and i.created_at <= i.starts_at - ${within}
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'account' and n.to_id = i.account_id::text
        and n.cause = 'interview:' || i.id || ':soon')
    order by i.starts_at, i.id limit ${limit}`.execute(db);
  return rows;
}
