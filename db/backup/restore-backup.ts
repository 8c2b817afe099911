import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { createDb, withClient } from "../client.ts";
import { type MigrateOptions, migrate, migrationsAmong } from "../migrate.ts";
import { copyIn, keptTables, migrationsOf } from "./catalogue.ts";
import { assertEmpty, assertUnused, removeSchema } from "./empty.ts";
import { BackupError } from "./errors.ts";
import type { Opening, TableSum } from "./format.ts";
import { readRecords } from "./read-frames.ts";
import { readBackup, type Sink } from "./verify.ts";

export type Restored = { createdAt: string; rows: number; tables: TableSum[] };

type RestoreOptions = {
  databaseUrl: string;
  path: string;
  key: string;
  /** Called with the plain bytes that are in the database. */
  progress?: (bytes: number) => void;
};

/**
 * Reads the first record of a backup. Throws the errors of readRecords, and BACKUP_NEWER_SCHEMA if the backup
 * has a migration that this program lacks.
 */
export async function readOpening(path: string, key: string): Promise<Opening> {
  for await (const record of readRecords(path, key)) {
    if (!("json" in record) || record.json.kind !== "opening") break;
    const known = migrationsAmong(record.json.migrations);
    const unknown = record.json.migrations.find((name) => !(name in known));
    if (unknown) throw new BackupError("BACKUP_NEWER_SCHEMA", unknown);
    return record.json;
  }
  throw new BackupError("BACKUP_DAMAGED", path);
}

/** Drops the foreign keys of all tables. Returns the statements that create and check them again. */
async function suspendForeignKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`,
  );
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  return rows.map(
    ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
  );
}

/** Returns a sink that copies each table of a backup into the table of its name. */
async function tablesInto(client: pg.Client): Promise<NonNullable<Sink["table"]>> {
  const known = new Map((await keptTables(client)).map(({ name, columns }) => [name, new Set(columns)]));
  return async (table) => {
    const columns = known.get(table.name);
    const unknown = columns ? table.columns.find((one) => !columns.has(one)) : table.name;
    if (unknown) throw new BackupError("BACKUP_NEWER_SCHEMA", unknown);
    const rows = client.query(copyFrom(copyIn(client, table)));
    let failed: unknown;
    rows.on("error", (error) => {
      failed = error;
    });
    const ended = once(rows, "finish");
    ended.catch(() => undefined);
    return {
      async write(chunk) {
        if (failed) throw failed;
        await new Promise<void>((resolve, reject) =>
          rows.write(chunk, (error) => (error ? reject(error) : resolve())),
        );
      },
      async end() {
        rows.end();
        await ended;
        return rows.rowCount;
      },
    };
  };
}

async function fill(client: pg.Client, options: RestoreOptions): Promise<Restored> {
  let passed = 0;
  await client.query(
    "set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set datestyle = 'ISO'; set timezone = 'UTC'",
  );
  // After an error the caller closes the connection, which also ends a COPY under way and rolls back.
  await client.query("begin");
  const kept = (await keptTables(client)).map(({ name }) => `public.${client.escapeIdentifier(name)}`);
  await client.query(`lock table ${kept.join(", ")} in access exclusive mode`);
  await assertEmpty(client);
  await client.query(`truncate ${kept.join(", ")} cascade`);
  const foreignKeys = await suspendForeignKeys(client);
  // The backup holds what triggers wrote.
  const setTriggers = async (state: "enable" | "disable") => {
    for (const table of kept) await client.query(`alter table ${table} ${state} trigger user`);
  };
  await setTriggers("disable");
  const { opening, manifest } = await readBackup(options.path, options.key, {
    table: await tablesInto(client),
    progress(bytes) {
      passed += bytes;
      options.progress?.(passed);
    },
  });
  await setTriggers("enable");
  for (const statement of foreignKeys) await client.query(statement);
  for (const [column, value] of Object.entries(manifest.sequences)) {
    const [table, name] = column.split(".");
    await client.query("select setval(pg_get_serial_sequence($1, $2), $3)", [table, name, value]);
  }
  await client.query("commit");
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { createdAt: opening.createdAt, rows, tables: manifest.tables };
}

async function migrateTo(databaseUrl: string, options: MigrateOptions = {}): Promise<void> {
  const db = createDb(databaseUrl, { max: 1 });
  try {
    await migrate(db, options);
  } finally {
    await db.destroy();
  }
}

/**
 * Restores a backup into a database without data. Creates the schema that the backup has, unless it is there,
 * and fills it in one transaction. Checks counts, sums and foreign keys, and migrates to the newest schema. A
 * restore that ends before leaves no rows.
 * Throws the errors of readBackup, and BACKUP_NEWER_SCHEMA, RESTORE_NOT_EMPTY or RESTORE_IN_USE.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { databaseUrl, path, key } = options;
  const { migrations } = await readOpening(path, key);
  const prepared = await withClient(databaseUrl, async (client) => {
    await assertEmpty(client);
    await assertUnused(client);
    if ((await migrationsOf(client)).join() === migrations.join()) return true;
    await removeSchema(client);
    return false;
  });
  if (!prepared) await migrateTo(databaseUrl, { migrations: migrationsAmong(migrations) });
  const restored = await withClient(databaseUrl, (client) => fill(client, options));
  await migrateTo(databaseUrl);
  return restored;
}
