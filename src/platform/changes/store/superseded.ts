import { sql } from "kysely";
import type { Db } from "../../../../db/client.ts";

/** Entries of one statement, so that locks are short. */
const BATCH = 500;

/**
 * Deletes the payloads and salts that the next entries of one log replaced, at most BATCH entries on. Returns
 * true if there are more, and the number of payloads that are gone.
 */
async function forgetSome(db: Db, stream: string): Promise<{ more: boolean; gone: number }> {
  const { rows } = await sql<{ seen: number; gone: number }>`
    with head as (
      select epoch, case when forgotten_epoch = epoch then forgotten_seq else 0 end as seq
      from log_head where stream = ${stream} for update),
    newer as (
      select e.epoch, e.seq, e.kind, e.record_id, e.rev, e.op from log_entry e, head
      where e.stream = ${stream} and e.epoch = head.epoch and e.seq > head.seq
        and e.at < (select app.now()) - interval '30 days'
      order by e.seq limit ${BATCH}),
    gone as (
      update log_entry o set payload = null, salt = null from newer n
      where o.stream = ${stream} and o.kind = n.kind and o.record_id = n.record_id and o.rev <= n.rev
        and o.payload is not null and (o.epoch, o.seq) < (n.epoch, n.seq) and n.op in ('put', 'close', 'erase')
      returning 1),
    noted as (
      update log_head h set forgotten_epoch = head.epoch, forgotten_seq = (select max(seq) from newer) from head
      where h.stream = ${stream} and exists (select from newer))
    select (select count(*)::int from newer) as seen, (select count(*)::int from gone) as gone`.execute(db);
  const { seen = 0, gone = 0 } = rows[0] ?? {};
  return { more: seen === BATCH, gone };
}

/**
 * Deletes the payloads of versions that a newer version of the record replaced 30 days ago, in own and copied
 * logs. Headers stay, so every proof holds; readers see a withheld payload. Logs of a city for itself keep
 * theirs, because consumers of this node read them. Returns how many are gone.
 */
export async function forgetSuperseded(db: Db): Promise<number> {
  const { rows } = await sql<{ stream: string }>`
    select stream from log_head where stream not like '%/local' order by stream`.execute(db);
  let count = 0;
  for (const { stream } of rows)
    for (let more = true; more; ) {
      const done = await forgetSome(db, stream);
      more = done.more;
      count += done.gone;
    }
  return count;
}
