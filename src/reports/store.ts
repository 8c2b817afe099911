import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { EventKind, EventRef } from "../event-visibility/index.ts";
import type { AnyDimension, Dimension, Figure, LineOf } from "./schema.ts";

/**
 * SQL that selects the lines of one measure: the rows that the measure counts. Columns: key, weight, label,
 * reference, at, and one for each dimension. A figure has the number of distinct keys and the sum of the
 * weights.
 */
export type LinesSql = RawBuilder<unknown>;

/**
 * Definition of the report for one kind of event: its measures and dimensions in order, and SQL for the
 * current lines of each measure. `apart` names measures of which one thing may stand under several values of
 * a dimension: the lines for a figure by that dimension are others than those for the total.
 */
export type ReportDefinition<M extends string, D extends AnyDimension = Dimension> = {
  kind: EventKind;
  measures: readonly M[];
  dimensions: readonly D[];
  apart?: readonly M[];
  lines: Readonly<Record<M, (eventId: string, by: D | null) => LinesSql>>;
};

/** Returns SQL that selects the lines of one measure that a submitted report has stored. */
export const storedLines = (reportId: string, measure: string): LinesSql => sql`
  select l.key, l.weight, l.city, l.sector, l.type, l.channel, l.hall, l.label, l.reference, l.at
  from report_line l where l.report_id = ${reportId} and l.measure = ${measure}`;

type Counts<D> = { dimension: D | null; value: string | null; n: number; total: number };

const COUNTS = sql`count(distinct x.key)::int as n, coalesce(sum(x.weight), 0)::int as total`;

function figureOf<M extends string, D extends AnyDimension>(measure: M, rows: Counts<D>[]): Figure<M, D> {
  const all = rows.find(({ dimension }) => dimension === null);
  const by = rows.flatMap(({ dimension, ...counted }) => (dimension ? [{ dimension, ...counted }] : []));
  return { measure, n: all?.n ?? 0, total: all?.total ?? 0, by };
}

/** Counts the lines of one measure, in total and by each dimension, in one statement. */
export async function countLines<M extends string, D extends AnyDimension>(
  db: DbOrTx,
  { measure, dimensions }: { measure: M; dimensions: readonly D[] },
  lines: LinesSql,
): Promise<Figure<M, D>> {
  const columns = sql.join(dimensions.map((dimension) => sql`x.${sql.ref(dimension)}`));
  const sets = sql.join(dimensions.map((dimension) => sql`(x.${sql.ref(dimension)})`));
  const { rows } = await sql<Omit<Counts<D>, "dimension"> & { g: number }>`
    select grouping(${columns}) as g, coalesce(${columns}) as value, ${COUNTS}
    from (${lines}) x group by grouping sets ((), ${sets}) order by n desc, value`.execute(db);
  // In `g`, the bit of a dimension is 0 if the row is grouped by it: 0111 for the first of four … 1110 for
  // the last, 1111 for the total.
  const all = 2 ** dimensions.length - 1;
  const dimensionOf = (g: number) =>
    dimensions.find((_, at) => g === (all & ~(2 ** (dimensions.length - 1 - at)))) ?? null;
  return figureOf(
    measure,
    rows.map(({ g, ...counted }) => ({ ...counted, dimension: dimensionOf(g) })),
  );
}

/** Counts a measure that has other lines for each dimension, in one statement. */
export async function countApart<M extends string, D extends AnyDimension>(
  db: DbOrTx,
  { measure, dimensions }: { measure: M; dimensions: readonly D[] },
  linesBy: (by: D | null) => LinesSql,
): Promise<Figure<M, D>> {
  const parts = dimensions.map((by) => {
    const column = sql`x.${sql.ref(by)}`;
    return sql`select ${by}::text, ${column}, ${COUNTS} from (${linesBy(by)}) x group by ${column}`;
  });
  const { rows } = await sql<Counts<D>>`
    select null::text as dimension, null::text as value, ${COUNTS} from (${linesBy(null)}) x
    union all ${sql.join(parts, sql` union all `)} order by n desc, value`.execute(db);
  return figureOf(measure, rows);
}

/** A line as the database returns it, with `at` as a date. */
type LineRow<D extends AnyDimension> = Omit<LineOf<D>, "at"> & { at: Date | null };

export type LinesPage = {
  dimension: AnyDimension | null;
  value: string | null;
  /** `offset` is the number of lines to skip, `limit` the highest number to return. */
  offset: number;
  limit: number;
};

/** Selects the lines behind a figure, newest first. With `dimension`, only lines with this value of it. */
export async function selectLines<D extends AnyDimension>(
  db: DbOrTx,
  lines: LinesSql,
  { dimension, value, offset, limit }: LinesPage,
): Promise<LineRow<D>[]> {
  const only = dimension ? sql`x.${sql.ref(dimension)} is not distinct from ${value}` : sql`true`;
  const { rows } = await sql<LineRow<D>>`
    select x.* from (${lines}) x where ${only}
    order by x.at desc nulls last, x.key, x.label offset ${offset} limit ${limit}`.execute(db);
  return rows;
}

/**
 * Stores the lines of one measure for a report that is being submitted. They need the column `hall` too. Each
 * key is hashed with the report's id, so that keys of different reports cannot be matched.
 */
export async function insertLines(
  tx: Tx,
  { reportId, measure }: { reportId: string; measure: string },
  lines: LinesSql,
): Promise<void> {
  await sql`
    insert into report_line (report_id, measure, line_number, key, weight, city, sector, type, channel, hall, label,
      reference, at)
    select ${reportId}::uuid, ${measure}, row_number() over (order by x.at desc nulls last, x.key, x.label),
      md5(${reportId}::text || x.key), x.weight, x.city, x.sector, x.type, x.channel, x.hall, x.label, x.reference, x.at
    from (${lines}) x`.execute(tx);
}

export type SnapshotRow<M extends string, D extends AnyDimension = Dimension> = {
  id: string;
  label: string;
  figures: Figure<M, D>[];
  takenAt: Date;
};

type NewSnapshot<M extends string, D extends AnyDimension> = {
  id: string;
  event: EventRef;
  label: string;
  figures: Figure<M, D>[];
  takenBy: string | null;
};

/** Inserts a submitted report and returns its row. */
export async function insertSnapshot<M extends string, D extends AnyDimension>(
  tx: Tx,
  { id, event, label, figures, takenBy }: NewSnapshot<M, D>,
): Promise<SnapshotRow<M, D>> {
  const { rows } = await sql<SnapshotRow<M, D>>`
    insert into report (id, event_kind, event_id, label, figures, taken_by)
    values (${id}, ${event.kind}, ${event.id}, ${label}, ${JSON.stringify(figures)}::jsonb, ${takenBy})
    returning id, label, figures, taken_at`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("an insert returned no row");
  return row;
}

/** Selects the submitted reports of an event, newest first, at most 100. */
export async function selectSnapshots<M extends string, D extends AnyDimension = Dimension>(
  db: DbOrTx,
  { kind, id }: EventRef,
): Promise<SnapshotRow<M, D>[]> {
  const { rows } = await sql<SnapshotRow<M, D>>`
    select id, label, figures, taken_at from report where event_kind = ${kind} and event_id = ${id}
    order by taken_at desc, id desc limit 100`.execute(db);
  return rows;
}

/** Returns true if this report was submitted for the event. */
export async function isSnapshotOf(db: DbOrTx, { kind, id }: EventRef, reportId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from report where id = ${reportId} and event_kind = ${kind} and event_id = ${id}`.execute(db);
  return rows.length > 0;
}
