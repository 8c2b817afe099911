const TABLES = `
  select c.relname as table, case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
    greatest(c.reltuples, 0)::bigint as rows_estimated, pg_size_pretty(pg_total_relation_size(c.oid)) as size
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and n.nspname = any(current_schemas(false))
  order by 1`;

const COLUMNS = `
  select a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
    case when a.attnotnull then 'not null' else '' end as nullable,
    pg_get_expr(d.adbin, d.adrelid) as default_or_generated
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
  order by a.attnum`;

const CONSTRAINTS = `
  select conname as constraint, pg_get_constraintdef(oid) as definition
  from pg_constraint where conrelid = $1::regclass and contype <> 'n' order by contype, conname`;

const INDEXES = `
  select i.relname as index, pg_get_indexdef(i.oid) as definition
  from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = $1::regclass order by 1`;

export type Query = { text: string; values: string[] };

/** Returns the queries behind `\dt` and `\d table`, or null for any other line. */
export function describing(line: string): Query[] | null {
  const [command, name] = line.trim().replace(/;$/, "").split(/\s+/);
  if (command === "\\dt" || (command === "\\d" && !name)) return [{ text: TABLES, values: [] }];
  if (command !== "\\d" || !name) return null;
  return [COLUMNS, CONSTRAINTS, INDEXES].map((text) => ({ text, values: [name] }));
}
