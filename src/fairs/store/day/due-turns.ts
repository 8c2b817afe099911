import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { OPEN } from "./queue.ts";

/** Called so long ago that the turn is lost. */
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
 * Booked for the next minutes and not in the hall yet. Only where its gate was heard of lately: a gate without network, or
 * a hall without a gate, knows nothing of who came.
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
      and exists (select 1 from fair_scan s where s.fair_id = q.fair_id and s.venue_id = t.venue_id
        and s.outcome = 'admitted' and not s.offline
        and s.received_at > (select app.now()) - make_interval(mins => ${heardMin}))
    order by i.starts_at, q.id limit 500`.execute(db);
  return rows;
}

/** Ends what is left of queues whose fair is over or called off, or whose booth is gone. */
export async function closeQueues(tx: Tx): Promise<void> {
  await sql`
    update queue_entry q set status = 'left', ended_at = app.now() from fair f, fair_registration r
    where f.id = q.fair_id and r.id = q.registration_id and ${OPEN}
      and (f.closes_at <= app.now() or f.status <> 'published' or r.status <> 'approved')`.execute(tx);
}
