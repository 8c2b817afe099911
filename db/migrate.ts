import { type Kysely, Migrator, sql } from "kysely";
import { migrations } from "./migrations/index.ts";

/**
 * Brings the schema to the newest version. Two migrators at once: one works, the other waits (Kysely holds an
 * advisory lock). Throws the first migration's error; nothing of a failed migration stays.
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((r) => r.status === "Success").map((r) => r.migrationName);
}

/** True when every migration known to this code has run: what readiness asks. */
export async function schemaIsCurrent<T>(db: Kysely<T>): Promise<boolean> {
  const names = Object.keys(migrations);
  const result = await sql<{ n: number }>`
    select count(*)::int as n from kysely_migration where name = any(${names})`.execute(db);
  return result.rows[0]?.n === names.length;
}
