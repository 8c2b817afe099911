import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { type Closed, OPEN } from "./queue.ts";

/** Called entries whose turn is lost. */
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

/** Condition: the hall's gate uploaded a scan without delay within the last minutes. */
const heardOf = (fair: RawBuilder<unknown>, venue: RawBuilder<unknown>, heardMin: number) => sql`exists (
  select 1 from fair_scan s where s.fair_id = ${fair} and s.venue_id = ${venue} and s.outcome = 'admitted'
    and not s.offline and s.received_at > (select app.now()) - make_interval(mins => ${heardMin}))`;

/**
 * Booked people of the next minutes who are not in the hall yet. Only halls whose gate reported lately:
 * without network or gate nobody knows who came.
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

/** Returns true if a hall's gate reported lately. Then a person without an entry is not there. */
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
 * Ends the queues of finished or cancelled fairs and of withdrawn booths. Returns entries of the last kind.
 */
export async function closeQueues(tx: Tx): Promise<Closed[]> {
  const { rows } = await sql<Closed & { over: boolean }>`
    update queue_entry q set status = 'left', ended_at = app.now() from fair f, fair_registration r
    where f.id = q.fair_id and r.id = q.registration_id and ${OPEN}
      and (f.closes_at <= app.now() or f.status <> 'published' or r.status <> 'approved')
    returning q.id, q.fair_id, q.account_id, f.closes_at <= app.now() or f.status <> 'published' as over`.execute(
    tx,
  );
  return rows.filter(({ over }) => !over);
}

export type Soon = { id: string; fairId: string; accountId: string };

/** People whose interview begins within minutes, who were booked earlier and not reminded yet. */
export async function selectSoon(db: DbOrTx, withinMin: number, limit: number): Promise<Soon[]> {
  const within = sql`make_interval(mins => ${withinMin})`;
  const { rows } = await sql<Soon>`
    select i.id, i.fair_id, i.account_id from interview i
    where i.status = 'booked' and i.account_id is not null and i.starts_at > (select app.now())
      and i.starts_at <= (select app.now()) + ${within} and i.created_at <= i.starts_at - ${within}
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'account' and n.to_id = i.account_id::text
        and n.cause = 'interview:' || i.id || ':soon')
    order by i.starts_at, i.id limit ${limit}`.execute(db);
  return rows;
}
