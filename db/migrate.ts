import { type Kysely, Migrator, sql } from "kysely";
import { migrations } from "./migrations/index.ts";

/**
 * Migrates to the newest schema. Returns the names of the migrations that ran. Concurrent calls run one after
 * the other (Kysely's advisory lock). Throws the first error; a failed migration is rolled back.
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((r) => r.status === "Success").map((r) => r.migrationName);
}

/** Returns true if every migration of this code has run. `/readyz` uses it. */
export async function schemaIsCurrent<T>(db: Kysely<T>): Promise<boolean> {
  const names = Object.keys(migrations);
  const result = await sql<{ n: number }>`
    select count(*)::int as n from kysely_migration where name = any(${names})`.execute(db);
  return result.rows[0]?.n === names.length;
}
