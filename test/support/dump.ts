import { sql } from "kysely";
import type { Db } from "../../db/client.ts";

const tables = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(db);
  return rows.map((row) => row.name);
};

/** Returns every row of every table as text, with bytes in hex. */
export async function dumpText(db: Db): Promise<string> {
  let text = "";
  for (const name of await tables(db)) {
    const { rows } = await sql<{ all: string | null }>`
      select string_agg(t::text, E'\n') as all from ${sql.raw(name)} t`.execute(db);
    text += `${name}\n${rows[0]?.all ?? ""}\n`;
  }
  return text;
}

/**
 * Returns a hash of each table's rows. Equal hashes before and after an action show that it wrote nothing.
 */
export async function fingerprint(db: Db): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const name of await tables(db)) {
    const { rows } = await sql<{ print: string | null }>`
      select md5(string_agg(t::text, E'\n' order by t::text)) as print from ${sql.raw(name)} t`.execute(db);
    prints[name] = rows[0]?.print ?? "";
  }
  return prints;
}

/** Returns the tables that differ between two fingerprints. */
export const changedTables = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name]);
