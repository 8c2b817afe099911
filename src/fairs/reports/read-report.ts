import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { listLines, type ReportLine, readReport, listSnapshots as snapshotsOf } from "../../reports/index.ts";
import { selectFair } from "../fair/index.ts";
import type { FairReport, FairSnapshot, ListQuestion, Measure } from "./schema.ts";
import { FAIR_REPORT } from "./store/lines.ts";

async function requireHost(ctx: RequestContext, fairId: string): Promise<void> {
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  requireOfficerOf(ctx.actor, fair.hostCity);
}

/** The report of a fair by city, sector, type of work and channel, for the host's officers. */
export async function getFairReport(ctx: RequestContext, fairId: string): Promise<FairReport> {
  await requireHost(ctx, fairId);
  return readReport(ctx, FAIR_REPORT, fairId);
}

type LinesQuery = ListQuestion & { fairId: string; cursor?: string | undefined; limit: number };

/**
 * The lines behind one figure, by page: enterprises, postings and references without names. Current ones, or
 * those of a submitted report. Throws NOT_FOUND for a report of another fair.
 */
export async function listReportLines(
  ctx: RequestContext,
  { fairId, ...query }: LinesQuery,
): Promise<{ items: ReportLine[]; nextCursor: string | null }> {
  await requireHost(ctx, fairId);
  return listLines(ctx, FAIR_REPORT, { ...query, eventId: fairId });
}

/** Submitted reports, newest first. They never change. */
export async function listSnapshots(ctx: RequestContext, fairId: string): Promise<FairSnapshot[]> {
  await requireHost(ctx, fairId);
  return snapshotsOf<Measure>(ctx, { kind: "fair", id: fairId });
}
