import { sql } from "kysely";
import type { DbOrTx } from "../client.ts";

/** The newest complete backup of this database; its age in seconds. */
export type BackupAge = { lastAt: Date; ageS: number; bytes: number } | null;

/** Records a complete backup, or the code of a failed one. Rows older than 90 days are deleted. */
export async function recordRun(
  db: DbOrTx,
  run: { startedAt: Date; bytes: number | null; error: string | null },
): Promise<void> {
  await sql`
    insert into backup_run (started_at, bytes, error) values (${run.startedAt}, ${run.bytes}, ${run.error})`.execute(
    db,
  );
  await sql`delete from backup_run where ended_at < app.now() - interval '90 days'`.execute(db);
}

/** Returns the age of the newest complete backup, for the readiness check and for metrics. */
export async function backupAge(db: DbOrTx): Promise<BackupAge> {
  const { rows } = await sql<{ lastAt: Date; ageS: number; bytes: number }>`
    select started_at as "lastAt", bytes,
      extract(epoch from app.now() - started_at)::int as "ageS"
    from backup_run where error is null order by started_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}
