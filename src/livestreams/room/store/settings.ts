import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";

/** Returns the file of the standby film of each of these livestreams that has one. */
export async function selectStandbys(
  db: DbOrTx,
  livestreamIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; fileId: string }>`
    select livestream_id as id, standby_file_id as file_id from livestream_room
    where livestream_id = any(${[...livestreamIds]}::uuid[]) and standby_file_id is not null`.execute(db);
  return new Map(rows.map(({ id, fileId }) => [id, fileId]));
}

/** Returns the address of the standby film at the home of a copy; null for none. */
export async function selectStandbyUrl(db: DbOrTx, livestreamId: string): Promise<string | null> {
  const { rows } = await sql<{ url: string | null }>`
    select standby_url as url from livestream_room where livestream_id = ${livestreamId}::uuid`.execute(db);
  return rows[0]?.url ?? null;
}

/** Writes the standby film of a livestream; null removes it. Returns the file of the former one. */
export async function writeStandby(
  tx: Tx,
  { livestreamId, fileId, by }: { livestreamId: string; fileId: string | null; by: string | null },
): Promise<string | null> {
  const former = (await selectStandbys(tx, [livestreamId])).get(livestreamId) ?? null;
  await sql`
    insert into livestream_room (livestream_id, standby_file_id, standby_at, standby_by)
    select ${livestreamId}::uuid, ${fileId}::uuid, case when ${fileId}::uuid is not null then t.now end, ${by}::uuid
    from ${timeOnce}
    on conflict (livestream_id) do update set standby_file_id = excluded.standby_file_id, standby_at = excluded.standby_at,
      standby_by = excluded.standby_by`.execute(tx);
  return former;
}

/** Selects the livestreams with a standby film that ended, or were planned to, more than a day ago. */
export async function selectExpiredStandbys(db: DbOrTx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from livestream_room r join livestream l on l.id = r.livestream_id cross join ${timeOnce}
    where r.standby_file_id is not null and l.ends_at < t.now - interval '1 day' order by l.id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Writes the hash of the presenter's key in place of the former one. */
export async function writePresenterKey(tx: Tx, livestreamId: string, hash: Buffer): Promise<void> {
  await sql`
    insert into livestream_room (livestream_id, presenter_hash, presenter_at)
    select ${livestreamId}::uuid, ${hash}, t.now from ${timeOnce}
    on conflict (livestream_id) do update set presenter_hash = excluded.presenter_hash,
      presenter_at = excluded.presenter_at`.execute(tx);
}

/**
 * Returns the livestream of a presenter's key. Undefined for an unknown key, for a cancelled livestream, and
 * after the last time at which it could go on air again.
 */
export async function livestreamOfKey(
  db: DbOrTx,
  hash: Buffer,
): Promise<{ id: string; homeCity: string } | undefined> {
  const { rows } = await sql<{ id: string; homeCity: string }>`
    select l.id, l.home_city from livestream_room r join livestream l on l.id = r.livestream_id cross join ${timeOnce}
    where r.presenter_hash = ${hash} and l.status <> 'cancelled' and t.now < l.ends_at + interval '2 hours'`.execute(
    db,
  );
  return rows[0];
}
