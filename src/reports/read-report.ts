import type { DbOrTx } from "../../db/client.ts";
import type { EventRef } from "../event-visibility/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../platform/core/cursor.ts";
import { AppError, notFound } from "../platform/core/errors.ts";
import { databaseNow } from "../platform/core/store.ts";
import type { AnyDimension, Dimension, Figure, LineOf, Report, Snapshot } from "./schema.ts";
import {
  countApart,
  countLines,
  isSnapshotOf,
  type LinesSql,
  type ReportDefinition,
  type SnapshotRow,
  selectLines,
  selectSnapshots,
  storedLines,
} from "./store.ts";

type Reader = Pick<RequestContext, "db">;

/** Counts every measure of a definition, in its order. `linesOf` returns the SQL for a measure's lines. */
export async function countFigures<M extends string, D extends AnyDimension>(
  db: DbOrTx,
  { measures, dimensions, apart = [] }: Pick<ReportDefinition<M, D>, "measures" | "dimensions" | "apart">,
  linesOf: (measure: M, by: D | null) => LinesSql,
): Promise<Figure<M, D>[]> {
  const figures: Figure<M, D>[] = [];
  for (const measure of measures)
    figures.push(
      apart.includes(measure)
        ? await countApart(db, { measure, dimensions }, (by) => linesOf(measure, by))
        : await countLines(db, { measure, dimensions }, linesOf(measure, null)),
    );
  return figures;
}

/** Returns the report of an event from its current rows. The caller must check the rights. */
export async function readReport<M extends string, D extends AnyDimension>(
  ctx: Reader,
  definition: ReportDefinition<M, D>,
  eventId: string,
): Promise<Report<M, D>> {
  const [takenAt, figures] = await Promise.all([
    databaseNow(ctx.db),
    countFigures(ctx.db, definition, (measure, by) => definition.lines[measure](eventId, by)),
  ]);
  return { takenAt: takenAt.toISOString(), figures };
}

const offsetOf = (query: string, cursor: string | undefined): number => {
  if (!cursor) return 0;
  const [offset] = decodeCursor(query, cursor, 1);
  if (typeof offset === "number" && Number.isInteger(offset) && offset > 0 && offset < 10_000_000)
    return offset;
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
};

type LinesQuery<M, D> = {
  eventId: string;
  measure: M;
  dimension?: D | undefined;
  /** Value of `dimension`. Empty or absent: lines without a value. */
  value?: string | undefined;
  /** Id of a submitted report. If absent, the current lines are read. */
  snapshot?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

type LinesPart = {
  /** The query of which a cursor is a part. */
  question: string;
  dimension?: AnyDimension | undefined;
  /** Value of `dimension`. Empty or absent: lines without a value. */
  value?: string | undefined;
} & PageRequest;

/**
 * Selects one page of lines, with all their columns. The caller must check the rights. Throws CURSOR_INVALID.
 */
export async function pageOfLines<R>(
  db: DbOrTx,
  lines: LinesSql,
  { question, dimension, value, cursor, limit }: LinesPart,
): Promise<Page<R>> {
  const offset = offsetOf(question, cursor);
  const page = { dimension: dimension ?? null, value: value || null, offset, limit: limit + 1 };
  const rows = await selectLines<never>(db, lines, page);
  const nextCursor = rows.length > limit ? encodeCursor(question, [offset + limit]) : null;
  return { items: rows.slice(0, limit) as R[], nextCursor };
}

type Row<D extends AnyDimension> = Awaited<ReturnType<typeof selectLines<D>>>[number];

/** Converts a row to a line, without its key. */
function toLine<D extends AnyDimension>(row: Row<D>, dimensions: readonly D[]): LineOf<D> {
  const { label, reference, weight, at } = row;
  const values = Object.fromEntries(dimensions.map((dimension) => [dimension, row[dimension]]));
  const line = { label, reference, weight, at: at?.toISOString() ?? null, ...values };
  return line as unknown as LineOf<D>;
}

/**
 * Lists the lines behind one figure by page, with labels and reference numbers but without names of people.
 * Reads the current lines, or with `snapshot` those of a submitted report. The caller must check the rights.
 * Throws NOT_FOUND for a report of another event, CURSOR_INVALID.
 */
export async function listLines<M extends string, D extends AnyDimension = Dimension>(
  ctx: Reader,
  definition: ReportDefinition<M, D>,
  { eventId, measure, dimension, value, snapshot, cursor, limit }: LinesQuery<M, D>,
): Promise<Page<LineOf<D>>> {
  const event = { kind: definition.kind, id: eventId };
  if (snapshot && !(await isSnapshotOf(ctx.db, event, snapshot))) throw notFound();
  const question = JSON.stringify(["report", eventId, snapshot, measure, dimension, value]);
  const lines = snapshot
    ? storedLines(snapshot, measure)
    : definition.lines[measure](eventId, dimension ?? null);
  const part = { question, dimension, value, cursor, limit };
  const { items, nextCursor } = await pageOfLines<Row<D>>(ctx.db, lines, part);
  return { items: items.map((row) => toLine(row, definition.dimensions)), nextCursor };
}

export const present = <M extends string, D extends AnyDimension>({
  id,
  label,
  figures,
  takenAt,
}: SnapshotRow<M, D>): Snapshot<M, D> => ({
  id,
  label,
  report: { takenAt: takenAt.toISOString(), figures },
});

/** Lists the submitted reports of an event, newest first. The caller must check the rights. */
export async function listSnapshots<M extends string, D extends AnyDimension = Dimension>(
  ctx: Reader,
  event: EventRef,
): Promise<Snapshot<M, D>[]> {
  return (await selectSnapshots<M, D>(ctx.db, event)).map((row) => present(row));
}
