import { sql } from "kysely";
import type { DbOrTx } from "../client.ts";

/** `behindBytes` is null without a slot that holds log, `baseAgeS` without a base backup. */
export type ArchiveState = { connected: boolean; behindBytes: number | null; baseAgeS: number | null };

/**
 * Returns how far the archive of db/wal is, from its replication slot and from the time that db/wal/base.sh
 * notes. Returns null for a database that has no archive.
 */
export async function archiveState(db: DbOrTx): Promise<ArchiveState | null> {
  const { rows } = await sql<ArchiveState & { known: boolean }>`
    select slot_name is not null or noted is not null as known, coalesce(active, false) as connected,
      pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float8 as "behindBytes",
      extract(epoch from app.now() - noted::timestamptz)::float8 as "baseAgeS"
    from (
      select substring(shobj_description(oid, 'pg_database') from '^lianpin_wal base ([-0-9T:]+Z)$') as noted
      from pg_database where datname = current_database()
    ) base left join pg_replication_slots on slot_name = 'lianpin_wal'`.execute(db);
  const { known, ...state } = rows[0] ?? {
    known: false,
    connected: false,
    behindBytes: null,
    baseAgeS: null,
  };
  return known ? state : null;
}
