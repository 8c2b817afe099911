import { type Kysely, Migrator, sql } from "kysely";
import { migrations } from "./migrations/index.ts";

/** Returns the names of the migrations that ran in this database; none in an empty one. */
async function namesOf<T>(db: Kysely<T>): Promise<string[]> {
  // Asked first: a failed query makes Kysely map a stack trace, which takes as long as many migrations.
  const { rows: found } = await sql<{ table: string | null }>`
    select to_regclass('kysely_migration')::text as table`.execute(db);
  if (!found[0]?.table) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Migrates to the newest schema. Returns the names of the migrations that ran. Concurrent calls run one after
 * the other (Kysely's advisory lock). Throws the first error; a failed migration is rolled back.
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  // The migrator reads the whole catalogue, so it runs only if the names differ.
  if ((await namesOf(db)).join() === Object.keys(migrations).sort().join()) return [];
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((r) => r.status === "Success").map((r) => r.migrationName);
}

/** Returns true if every migration of this code has run. `/readyz` uses it. */
export async function schemaIsCurrent<T>(db: Kysely<T>): Promise<boolean> {
  const ran = new Set(await namesOf(db));
  return Object.keys(migrations).every((name) => ran.has(name));
}
