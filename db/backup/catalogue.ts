import type pg from "pg";
import { KEPT, ROWS_KEPT } from "./tables.ts";

type Columns = { name: string; columns: string[] };

/**
 * Returns the tables of KEPT that exist, each with its columns in order. Generated columns are left out,
 * because PostgreSQL computes them.
 */
export async function keptTables(client: pg.Client): Promise<Columns[]> {
  const { rows } = await client.query<Columns>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname = any($1)
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by array_position($1::text[], c.relname::text)`,
    [KEPT],
  );
  return rows;
}

/** Returns the migrations that ran in this database, in order; none in an empty one. */
export async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query<{ table: string | null }>(
    "select to_regclass('kysely_migration')::text as table",
  );
  if (!found[0]?.table) return [];
  const { rows } = await client.query<{ name: string }>("select name from kysely_migration order by name");
  return rows.map(({ name }) => name);
}

/** Returns the last values of the sequences of KEPT tables, by `table.column`. Unused ones are absent. */
export async function sequencesOf(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ column: string; value: string | null }>(
    `select t.relname || '.' || a.attname as column, pg_sequence_last_value(s.oid) as value
     from pg_class s
     join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     join pg_class t on t.oid = d.refobjid
     join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where s.relkind = 'S' and t.relname = any($1)`,
    [KEPT],
  );
  return Object.fromEntries(
    rows.flatMap(({ column, value }) => (value === null ? [] : [[column, Number(value)]])),
  );
}

const columnsOf = (client: pg.Client, columns: string[]) =>
  columns.map((one) => client.escapeIdentifier(one)).join(", ");

/** Returns the statement that sends the rows of a table that a backup holds. */
export function copyOut(client: pg.Client, { name, columns }: Columns): string {
  const table = `public.${client.escapeIdentifier(name)}`;
  const only = ROWS_KEPT[name];
  return only
    ? `copy (select ${columnsOf(client, columns)} from ${table} where ${only}) to stdout`
    : `copy ${table} (${columnsOf(client, columns)}) to stdout`;
}

/** Returns the statement that takes the rows of a table. */
export const copyIn = (client: pg.Client, { name, columns }: Columns): string =>
  `copy public.${client.escapeIdentifier(name)} (${columnsOf(client, columns)}) from stdin`;
