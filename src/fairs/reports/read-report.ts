import type { RequestContext } from "../../platform/context.ts";
import type { Page, PageRequest } from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { listLines, type ReportLine, readReport, listSnapshots as snapshotsOf } from "../../reports/index.ts";
import { selectFair } from "../fair/index.ts";
import { selectSilentCities } from "./remote/store.ts";
import type { CurrentReport, FairSnapshot, ListQuestion, Measure } from "./schema.ts";
import { FAIR_REPORT } from "./store/lines.ts";

async function requireHost(ctx: RequestContext, fairId: string): Promise<void> {
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  requireOfficerOf(ctx.actor, fair.hostCity);
}

/**
 * Returns the current report of a fair by city, sector, type of work and channel. Names the cities of which
 * it does not know all applications. Throws NOT_FOUND unless the caller is an officer of the host city.
 */
export async function getFairReport(ctx: RequestContext, fairId: string): Promise<CurrentReport> {
  await requireHost(ctx, fairId);
  const [report, notCounted] = await Promise.all([
    readReport(ctx, FAIR_REPORT, fairId),
    selectSilentCities(ctx.db, fairId),
  ]);
  return { ...report, notCounted };
}

type LinesQuery = ListQuestion & PageRequest & { fairId: string };

/**
 * Lists the rows behind one figure by page, with enterprises, postings and reference numbers but without
 * names of people. Reads the current rows, or with `snapshot` those of a submitted report.
 * Throws NOT_FOUND for a report of another fair, and unless the caller is an officer of the host city.
 */
export async function listReportLines(
  ctx: RequestContext,
  { fairId, ...query }: LinesQuery,
): Promise<Page<ReportLine>> {
  await requireHost(ctx, fairId);
  return listLines(ctx, FAIR_REPORT, { ...query, eventId: fairId });
}

/**
 * Lists the submitted reports of a fair, newest first. Throws NOT_FOUND unless the caller is an officer of
 * the host city.
 */
export async function listSnapshots(ctx: RequestContext, fairId: string): Promise<FairSnapshot[]> {
  await requireHost(ctx, fairId);
  return snapshotsOf<Measure>(ctx, { kind: "fair", id: fairId });
}
