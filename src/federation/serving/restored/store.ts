import { sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../../db/client.ts";

/** A log that waits after a restore. `epoch`: that of the backup. */
export type RestoredLog = { stream: string; city: string; origin: string; epoch: number; size: number };

/**
 * Marks the logs of hosted cities as restored from a backup: public ones, and those for each peer. They are
 * not served until settleRestored or a person decides. What other cities gave for one city of this node is
 * hidden until their logs are read to the end: they may have erased it since. Returns how many logs wait.
 */
export async function markRestored(db: Db): Promise<number> {
  await sql`update followed_log set fresh_at = null where stream like '______/to/%'`.execute(db);
  const { rows } = await sql<{ stream: string }>`
    insert into restored_log (stream, city)
    select i.city || '/' || a.audience, i.city from city_identity i join city c on c.code = i.city,
      lateral (select 'public' as audience union all
        select 'to/' || p.city from city_identity p join city o on o.code = p.city where not o.hosted) a
    where c.hosted on conflict (stream) do update set restored_at = app.now()
    returning stream`.execute(db);
  return rows.length;
}

/** Returns the logs that wait after a restore. */
export async function selectRestored(db: DbOrTx): Promise<RestoredLog[]> {
  const { rows } = await sql<RestoredLog>`
    select r.stream, r.city, i.origin, coalesce(h.epoch, 1) as epoch, coalesce(h.size, 0) as size
    from restored_log r join city_identity i on i.city = r.city left join log_head h on h.stream = r.stream
    order by r.stream`.execute(db);
  return rows;
}

/** Ends the waiting of a log. Returns false if it did not wait. */
export async function deleteRestored(tx: Tx, stream: string): Promise<boolean> {
  const { rows } = await sql<{ stream: string }>`
    delete from restored_log where stream = ${stream} returning stream`.execute(tx);
  return rows.length > 0;
}

/** Returns for each agreement of a city the other cities in it that other nodes host. */
export async function selectPartners(db: DbOrTx, city: string): Promise<string[][]> {
  const { rows } = await sql<{ partners: string[] }>`
    select array_agg(o.city) as partners
    from agreement_city own join agreement_city o on o.agreement_id = own.agreement_id
      join city c on c.code = o.city join city_identity i on i.city = o.city
    where own.city = ${city} and own.left_on is null and o.left_on is null and not c.hosted
    group by own.agreement_id`.execute(db);
  return rows.map(({ partners }) => partners);
}
