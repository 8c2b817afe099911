import { type Kysely, sql, type Transaction } from "kysely";
import { type Migration, migrations as released } from "./migrations/index.ts";

/** The same lock as Kysely's own migrator, so that a release that uses it waits for this one. */
const LOCK = 3853314791062309107n;
const LOCK_POLL_MS = 200;
/** SQLSTATE of a statement that did not get its lock within `lock_timeout`. */
const LOCK_TIMEOUT = "55P03";

export type MigrateOptions = {
  /** Default: the migrations of this release. */
  migrations?: Readonly<Record<string, Migration>>;
  /** Longest wait for one lock, in milliseconds; 0 waits for ever. Requests queue behind a waiting lock. */
  lockTimeoutMs?: number;
  /** Pause before a migration that did not get its locks runs again, and the number of its runs. */
  retryMs?: number;
  triesMax?: number;
  onRetry?: (name: string) => void;
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Returns the names of the migrations that ran in this database; none in an empty one. */
async function namesOf<T>(db: Kysely<T>): Promise<string[]> {
  // Asked first: a failed query makes Kysely map a stack trace, which takes as long as many migrations.
  const { rows: found } = await sql<{ table: string | null }>`
    select to_regclass('kysely_migration')::text as table`.execute(db);
  if (!found[0]?.table) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Returns the migrations of this release among these names. */
export const migrationsAmong = (names: readonly string[]): Record<string, Migration> =>
  Object.fromEntries(names.flatMap((name) => (released[name] ? [[name, released[name]]] : [])));

/**
 * Returns the names of the migrations to run, in order. A database that a newer release migrated needs none.
 * Throws if it ran a migration that this release does not know and whose number is not above its own.
 */
function pendingOf(migrations: Readonly<Record<string, Migration>>, ran: readonly string[]): string[] {
  const own = Object.keys(migrations).sort();
  const last = own.at(-1)?.slice(0, 4) ?? "";
  const foreign = ran.filter((name) => !(name in migrations) && name.slice(0, 4) <= last);
  if (foreign.length > 0)
    throw new Error(`corrupted migrations: ${foreign.join(", ")} ran and is missing here`);
  const done = new Set(ran);
  return own.filter((name) => !done.has(name));
}

/** Runs `work` while no other process migrates this database. `db` must be one connection. */
async function alone<T, R>(db: Kysely<T>, work: () => Promise<R>): Promise<R> {
  // Asked again and again, because `create index concurrently` would wait for a statement that waits for us.
  for (;;) {
    const { rows } = await sql<{ locked: boolean }>`
      select pg_try_advisory_lock(${sql.lit(LOCK)}) as locked`.execute(db);
    if (rows[0]?.locked) break;
    await pause(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    // A lost connection has released the lock, and its error must not replace that of the work.
    await sql`select pg_advisory_unlock(${sql.lit(LOCK)})`.execute(db).catch(() => undefined);
  }
}

const remember = <T>(db: Kysely<T> | Transaction<T>, name: string) =>
  sql`
  insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(db);

type Step = { name: string; migration: Migration };

/** Runs migrations in one transaction. `lockTimeoutMs` ends a statement that waits for a lock. */
async function runTogether<T>(db: Kysely<T>, steps: readonly Step[], lockTimeoutMs: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select set_config('lock_timeout', ${String(lockTimeoutMs)}, true)`.execute(tx);
    for (const { name, migration } of steps) {
      await migration.up(tx as Transaction<unknown>);
      await remember(tx, name);
    }
  });
}

async function runStep<T>(db: Kysely<T>, step: Step, options: MigrateOptions): Promise<void> {
  const { lockTimeoutMs = 2_000, retryMs = 1_000, triesMax = 60, onRetry = () => undefined } = options;
  if (step.migration.transactional === false) {
    await step.migration.up(db as Kysely<unknown>);
    await remember(db, step.name);
    return;
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return await runTogether(db, [step], lockTimeoutMs);
    } catch (error) {
      if (codeOf(error) !== LOCK_TIMEOUT || tries >= triesMax) throw error;
      onRetry(step.name);
      await pause(retryMs);
    }
  }
}

/** Returns the steps one by one, or with `together` consecutive transactional ones as one batch. */
function batchesOf(steps: readonly Step[], together: boolean): Step[][] {
  const joins = (step: Step | undefined) => together && step && step.migration.transactional !== false;
  const batches: Step[][] = [];
  for (const step of steps) {
    const last = batches.at(-1);
    if (last && joins(last[0]) && joins(step)) last.push(step);
    else batches.push([step]);
  }
  return batches;
}

/**
 * Migrates to the newest schema while the previous release serves. Returns the names of the migrations that
 * ran. Concurrent calls run one after the other.
 * Each migration has a transaction of its own: a failed one is rolled back, those before it stay, and its
 * error is thrown. One that does not get a lock within two seconds is rolled back and runs again, so that no
 * request queues longer behind it. An empty database, which nobody uses, is filled in one transaction.
 */
export async function migrate<T>(db: Kysely<T>, options: MigrateOptions = {}): Promise<string[]> {
  const { migrations = released } = options;
  if (pendingOf(migrations, await namesOf(db)).length === 0) return [];
  return db.connection().execute((connection) =>
    alone(connection, async () => {
      await sql`
        create table if not exists kysely_migration
          (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(connection);
      const ran = await namesOf(connection);
      const pending = pendingOf(migrations, ran);
      const steps = pending.map((name) => ({ name, migration: migrations[name] as Migration }));
      for (const [step, ...more] of batchesOf(steps, ran.length === 0)) {
        if (step && more.length === 0) await runStep(connection, step, options);
        else if (step) await runTogether(connection, [step, ...more], 0);
      }
      return pending;
    }),
  );
}

/** Returns true if every migration of this code has run. `/readyz` uses it. */
export async function schemaIsCurrent<T>(db: Kysely<T>): Promise<boolean> {
  const ran = new Set(await namesOf(db));
  return Object.keys(released).every((name) => ran.has(name));
}
