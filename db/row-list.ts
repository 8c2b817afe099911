import { type RawBuilder, sql } from "kysely";

/**
 * SQL for a table `t` with the database's time in the column `now`. Write it after `from`. A column's default
 * `app.now()` would be computed for each row.
 */
export const timeOnce = sql`(select app.now() as now offset 0) as t`;

/** Type of a column in SQL, as in a cast. */
export type SqlType =
  | "text"
  | "text[]"
  | "jsonb"
  | "int"
  | "bigint"
  | "smallint"
  | "uuid"
  | "date"
  | "timestamptz"
  | "boolean"
  | "bytea"
  | "float8"
  | "tsvector";

/** Returns a list of texts as PostgreSQL writes it: `{"a","b"}`. */
const arrayText = (texts: readonly string[]) =>
  `{${texts.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;

/** Values of one column, one for each row. */
type Values = readonly unknown[];

/** Returns the values of a column as JSON holds them. JSON has null for a missing item of a list. */
const written = (values: Values, type: SqlType): Values =>
  type === "text[]" ? values.map((value) => (Array.isArray(value) ? arrayText(value) : value)) : values;

/** Returns SQL for the item of a JSON list as a value of a type. */
function expression(list: string, type: SqlType, at: number): string {
  if (type === "jsonb") return `nullif(${list} -> ${at}, 'null')`;
  return type === "text" ? `${list} ->> ${at}` : `(${list} ->> ${at})::${type}`;
}

/** Returns true if all values are one, or all are empty lists, or all are empty objects. */
function isShared(values: Values): boolean {
  const [first] = values;
  if (values.every((value) => value === first)) return true;
  const empty = JSON.stringify(first);
  return (empty === "[]" || empty === "{}") && values.every((value) => JSON.stringify(value) === empty);
}

/**
 * Returns SQL for the rows as a table `n` with the columns `columns` and `nth`, the row's place from 1. Write
 * it after `from`. A missing value, and null in a jsonb column, are NULL.
 */
export function rowList<Name extends string>(
  rows: readonly { readonly [K in Name]?: unknown }[],
  columns: Readonly<Record<Name, SqlType>>,
): RawBuilder<unknown> {
  return sql`(${selectRows(rows.length, columns, (name) => rows.map((row) => row[name]))}) as n`;
}

/**
 * Returns a query of `count` rows, whose columns are those of `rowList`. `valuesOf` returns the values of a
 * column.
 * The rows go to the database as one parameter, a JSON list of lists. It reads them in half the time that
 * `jsonb_to_recordset` takes for as many objects. A value that all rows share goes there once.
 */
export function selectRows<Name extends string>(
  count: number,
  columns: Readonly<Record<Name, SqlType>>,
  valuesOf: (name: Name) => Values,
): RawBuilder<unknown> {
  const lists: unknown[][] = Array.from({ length: count }, () => []);
  const shared: unknown[] = [];
  let width = 0;
  const list = (Object.entries(columns) as [Name, SqlType][]).map(([name, type]) => {
    const values = written(valuesOf(name), type);
    if (isShared(values)) {
      shared.push(values[0] ?? null);
      return `${expression("s.shared", type, shared.length - 1)} as "${name}"`;
    }
    for (let at = 0; at < count; at += 1) lists[at]?.push(values[at]);
    width += 1;
    return `${expression("e", type, width - 1)} as "${name}"`;
  });
  return sql`select ${sql.raw(list.join(", "))}, nth
    from jsonb_array_elements(${JSON.stringify(lists)}::jsonb) with ordinality as l(e, nth),
      (select ${JSON.stringify(shared)}::jsonb as shared) as s`;
}
