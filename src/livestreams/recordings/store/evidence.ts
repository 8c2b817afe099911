import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { OVER_AT, withSignal } from "../../livestream/index.ts";

/** A recording as evidence: the hash that its bytes had when they were taken in. */
export type Evidence = {
  id: string;
  livestreamId: string;
  homeCity: string;
  fileId: string;
  sha256: Buffer;
  size: number;
  startsAt: Date;
  takenAt: Date;
  keepUntil: Date;
};

const COLUMNS = sql`r.id, r.livestream_id, l.home_city, r.file_id, r.sha256, r.size, r.starts_at, r.taken_at, r.keep_until`;

/** Selects recordings that are not sealed, of livestreams that are over, oldest first. */
export async function selectUnsealed(db: DbOrTx, limit: number): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`
    select ${COLUMNS} from ${withSignal(sql`livestream l`)} join livestream_recording r on r.livestream_id = l.id
    where r.deleted_at is null and r.taken_at is not null and r.sealed_at is null
      and (l.status = 'cancelled' or ${OVER_AT} <= t.now)
    order by r.taken_at, r.id limit ${limit}`.execute(db);
  return rows;
}

/** Notes that a recording is sealed. Returns false if another worker was faster. */
export async function markSealed(tx: Tx, id: string, intact: boolean): Promise<boolean> {
  const { rows } = await sql`
    update livestream_recording set sealed_at = app.now(),
      fault = case when ${intact}::boolean then fault else 'broken' end
    where id = ${id} and sealed_at is null returning id`.execute(tx);
  return rows.length > 0;
}

/** Selects sealed recordings whose term is over, oldest first. */
export async function selectExpired(db: DbOrTx, limit: number): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`
    select ${COLUMNS} from livestream_recording r join livestream l on l.id = r.livestream_id
    where r.deleted_at is null and r.sealed_at is not null and r.keep_until <= (select app.now())
    order by r.keep_until, r.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Notes that the bytes of a recording are deleted. Its row stays as the receipt. Returns the ids of its
 * files, which the caller removes; undefined if another worker was faster, or its term is not over.
 */
export async function markDeleted(tx: Tx, id: string): Promise<string[] | undefined> {
  const { rows } = await sql<{ files: string[] }>`
    with mine as (select id, file_id, film_id from livestream_recording
      where id = ${id} and deleted_at is null and sealed_at is not null and keep_until <= app.now() for update)
    update livestream_recording r set deleted_at = app.now(), file_id = null, film_id = null
    from mine where r.id = mine.id
    returning array_remove(array[mine.file_id, mine.film_id], null) as files`.execute(tx);
  return rows[0]?.files;
}
