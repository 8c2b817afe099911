import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { EventKind, EventRef } from "../event-visibility/index.ts";
import { DIMENSIONS, type Dimension, type Figure, type ReportLine } from "./schema.ts";

/**
 * SQL that selects the lines of one measure: the rows that the measure counts. Columns: key, weight, city,
 * sector, type, channel, label, reference, at. A figure has the number of distinct keys and the sum of the
 * weights.
 */
export type LinesSql = RawBuilder<unknown>;

/**
 * Definition of the report for one kind of event: its measures in order, and SQL for the current lines of
 * each.
 */
export type ReportDefinition<M extends string> = {
  kind: EventKind;
  measures: readonly M[];
  lines: Readonly<Record<M, (eventId: string) => LinesSql>>;
};

/** Returns SQL that selects the lines of one measure that a submitted report has stored. */
export const storedLines = (reportId: string, measure: string): LinesSql => sql`
  select l.key, l.weight, l.city, l.sector, l.type, l.channel, l.label, l.reference, l.at
  from report_line l where l.report_id = ${reportId} and l.measure = ${measure}`;

/** Counts the lines of one measure, in total and by each dimension, in one statement. */
export async function countLines<M extends string>(
  db: DbOrTx,
  measure: M,
  lines: LinesSql,
): Promise<Figure<M>> {
  const { rows } = await sql<{ g: number; value: string | null; n: number; total: number }>`
    select grouping(city, sector, type, channel) as g, coalesce(city, sector, type, channel) as value,
      count(distinct key)::int as n, coalesce(sum(weight), 0)::int as total
    from (${lines}) x
    group by grouping sets ((), (city), (sector), (type), (channel)) order by n desc, value`.execute(db);
  // In `g`, the bit of a dimension is 0 if the row is grouped by it: 0111 for city … 1110 for channel, 1111
  // for the total.
  const all = rows.find((row) => row.g === 15);
  const by = rows.flatMap(({ g, value, n, total }) => {
    const dimension = DIMENSIONS.find((_, at) => g === (15 & ~(8 >> at)));
    return dimension ? [{ dimension, value, n, total }] : [];
  });
  return { measure, n: all?.n ?? 0, total: all?.total ?? 0, by };
}

/** A line as the database returns it, with `at` as a date. */
type LineRow = Omit<ReportLine, "at"> & { at: Date | null };

export type LinesPage = {
  dimension: Dimension | null;
  value: string | null;
  /** `offset` is the number of lines to skip, `limit` the highest number to return. */
  offset: number;
  limit: number;
};

/** Selects the lines behind a figure, newest first. With `dimension`, only lines with this value of it. */
export async function selectLines(
  db: DbOrTx,
  lines: LinesSql,
  { dimension, value, offset, limit }: LinesPage,
): Promise<LineRow[]> {
  const only = dimension ? sql`x.${sql.ref(dimension)} is not distinct from ${value}` : sql`true`;
  const { rows } = await sql<LineRow>`
    select x.* from (${lines}) x where ${only}
    order by x.at desc nulls last, x.key, x.label offset ${offset} limit ${limit}`.execute(db);
  return rows;
}

/**
 * Stores the lines of one measure for a report that is being submitted. Each key is hashed with the report's
 * id, so that keys of different reports cannot be matched.
 */
export async function insertLines(
  tx: Tx,
  { reportId, measure }: { reportId: string; measure: string },
  lines: LinesSql,
): Promise<void> {
  await sql`
    insert into report_line (report_id, measure, line_number, key, weight, city, sector, type, channel, label, reference,
      at)
    select ${reportId}::uuid, ${measure}, row_number() over (order by x.at desc nulls last, x.key, x.label),
      md5(${reportId}::text || x.key), x.weight, x.city, x.sector, x.type, x.channel, x.label, x.reference, x.at
    from (${lines}) x`.execute(tx);
}

export type SnapshotRow<M extends string> = {
  id: string;
  label: string;
  figures: Figure<M>[];
  takenAt: Date;
};

type NewSnapshot<M extends string> = {
  id: string;
  event: EventRef;
  label: string;
  figures: Figure<M>[];
  takenBy: string | null;
};

/** Inserts a submitted report and returns its row. */
export async function insertSnapshot<M extends string>(
  tx: Tx,
  { id, event, label, figures, takenBy }: NewSnapshot<M>,
): Promise<SnapshotRow<M>> {
  const { rows } = await sql<SnapshotRow<M>>`
    insert into report (id, event_kind, event_id, label, figures, taken_by)
    values (${id}, ${event.kind}, ${event.id}, ${label}, ${JSON.stringify(figures)}::jsonb, ${takenBy})
    returning id, label, figures, taken_at`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("an insert returned no row");
  return row;
}

/** Selects the submitted reports of an event, newest first, at most 100. */
export async function selectSnapshots<M extends string>(
  db: DbOrTx,
  { kind, id }: EventRef,
): Promise<SnapshotRow<M>[]> {
  const { rows } = await sql<SnapshotRow<M>>`
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
