import { type Kysely, Migrator, sql } from "kysely";
import { migrations } from "./migrations/index.ts";

/**
 * Returns true if the database holds exactly the migrations of this code: one query, where the migrator reads
 * the whole catalogue.
 */
async function isNewest<T>(db: Kysely<T>): Promise<boolean> {
  const table = await sql<{
    name: string | null;
  }>`select to_regclass('kysely_migration')::text as name`.execute(db);
  if (!table.rows[0]?.name) return false;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name).join() === Object.keys(migrations).sort().join();
}

/**
 * Migrates to the newest schema. Returns the names of the migrations that ran. Concurrent calls run one after
 * the other (Kysely's advisory lock). Throws the first error; a failed migration is rolled back.
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  if (await isNewest(db)) return [];
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
