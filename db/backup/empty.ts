import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { BackupError } from "./errors.ts";
import { KEPT, LEFT_OUT, OWN_ACCORD } from "./tables.ts";

const KNOWN = new Set([...KEPT, ...Object.keys(LEFT_OUT)]);

/** Returns the tables in the schemas that the program uses, without those of extensions. */
async function tablesIn(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'app', 'shared') and c.relkind in ('r', 'p')
       and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Throws RESTORE_NOT_EMPTY, with the name of a table that has rows or is not ours, unless the database
 * holds no data of people.
 */
export async function assertEmpty(client: pg.Client): Promise<void> {
  const tables = await tablesIn(client);
  const foreign = tables.find((name) => !KNOWN.has(name));
  if (foreign) throw new BackupError("RESTORE_NOT_EMPTY", foreign);
  for (const name of KEPT.filter((one) => tables.includes(one) && !OWN_ACCORD.includes(one))) {
    const { rows } = await client.query<{ some: boolean }>(
      `select exists (select 1 from public.${client.escapeIdentifier(name)}) as some`,
    );
    if (rows[0]?.some) throw new BackupError("RESTORE_NOT_EMPTY", name);
  }
}

/** Connections that were just closed may stay in the server's list for this long. */
const CLOSING_MS = 2_000;

/** Throws RESTORE_IN_USE, with the number of sessions, if another session uses the database. */
export async function assertUnused(client: pg.Client): Promise<void> {
  for (const end = Date.now() + CLOSING_MS; ; await pause(50)) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    const n = rows[0]?.n ?? 0;
    if (n === 0) return;
    if (Date.now() > end) throw new BackupError("RESTORE_IN_USE", String(n));
  }
}

/** Removes the program's tables and functions from a database that assertEmpty has passed. */
export async function removeSchema(client: pg.Client): Promise<void> {
  const tables = (await tablesIn(client)).filter((name) => !name.includes("."));
  const names = tables.map((name) => `public.${client.escapeIdentifier(name)}`);
  await client.query("begin");
  if (names.length > 0) await client.query(`drop table ${names.join(", ")} cascade`);
  await client.query("drop schema if exists shared cascade; drop schema if exists app cascade");
  await client.query("commit");
}
