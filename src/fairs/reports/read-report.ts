import type { Db, DbOrTx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/core/cursor.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { selectFair } from "../fair/index.ts";
import {
  type FairReport,
  type FairSnapshot,
  type ListQuestion,
  MEASURES,
  type ReportLine,
} from "./schema.ts";
import { countMeasure, selectLines, selectSnapshots } from "./store/reports.ts";

/** The figures of a fair from its current rows, or of a submitted report from its stored lines. */
export async function figuresOf(
  db: DbOrTx,
  of: { fair: string; report: string | null },
): Promise<FairReport["figures"]> {
  const figures: FairReport["figures"] = [];
  for (const measure of MEASURES) figures.push(await countMeasure(db, { ...of, measure }));
  return figures;
}

async function requireHost(ctx: RequestContext & { db: Db }, fairId: string): Promise<void> {
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  requireOfficerOf(ctx.actor, fair.hostCity);
}

/** The report of a fair by city, sector, type of work and channel, for the host's officers. */
export async function getFairReport(ctx: RequestContext, fairId: string): Promise<FairReport> {
  await requireHost(ctx, fairId);
  const [takenAt, figures] = await Promise.all([
    databaseNow(ctx.db),
    figuresOf(ctx.db, { fair: fairId, report: null }),
  ]);
  return { takenAt: takenAt.toISOString(), figures };
}

const offsetOf = (question: string, cursor: string | undefined): number => {
  if (!cursor) return 0;
  const [offset] = decodeCursor(question, cursor, 1);
  if (typeof offset === "number" && Number.isInteger(offset) && offset > 0 && offset < 10_000_000)
    return offset;
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
};

type LinesQuery = ListQuestion & { fairId: string; cursor?: string | undefined; limit: number };

/**
 * The lines behind one figure, by page: enterprises, postings and references without names. Current ones, or
 * those of a submitted report. Throws NOT_FOUND for a report of another fair.
 */
export async function listReportLines(
  ctx: RequestContext,
  { fairId, measure, dimension, value, snapshot, cursor, limit }: LinesQuery,
): Promise<{ items: ReportLine[]; nextCursor: string | null }> {
  await requireHost(ctx, fairId);
  if (snapshot) orNotFound((await selectSnapshots(ctx.db, fairId)).find(({ id }) => id === snapshot));
  const question = JSON.stringify(["report", fairId, snapshot, measure, dimension, value]);
  const offset = offsetOf(question, cursor);
  const counted = { fair: fairId, measure, report: snapshot ?? null };
  const asked = { ...counted, dimension: dimension ?? null, value: value || null, offset };
  const rows = await selectLines(ctx.db, { ...asked, limit: limit + 1 });
  const items = rows.slice(0, limit).map(({ label, reference, at, weight, city, sector, type, channel }) => ({
    label,
    reference,
    weight,
    city,
    sector,
    type,
    channel,
    at: at?.toISOString() ?? null,
  }));
  return { items, nextCursor: rows.length > limit ? encodeCursor(question, [offset + limit]) : null };
}

/** Submitted reports, newest first. They never change. */
export async function listSnapshots(ctx: RequestContext, fairId: string): Promise<FairSnapshot[]> {
  await requireHost(ctx, fairId);
  return (await selectSnapshots(ctx.db, fairId)).map(({ id, label, figures, takenAt }) => ({
    id,
    label,
    report: { takenAt: takenAt.toISOString(), figures },
  }));
}
