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
 * Returns a hash of each table's rows. Equal hashes before and after an action show that it wrote nothing. It
 * is a sum of the rows' hashes, so that no table is sorted.
 */
export async function fingerprint(db: Db): Promise<Record<string, string>> {
  const each = (await tables(db)).map(
    (name) => sql`
      select ${sql.lit(name)} as name, concat(count(*), ' ', sum(hashtextextended(t::text, 0))) as print
      from ${sql.raw(name)} t`,
  );
  const { rows } = await sql<{ name: string; print: string }>`${sql.join(each, sql` union all `)}`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

/** Returns the tables that differ between two fingerprints. */
export const changedTables = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name]);
