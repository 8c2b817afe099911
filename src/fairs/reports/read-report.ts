import type { RequestContext } from "../../platform/context.ts";
import type { Page, PageRequest } from "../../platform/core/cursor.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf, requireOfficerOf } from "../../platform/core/guard.ts";
import { listLines, readReport, listSnapshots as snapshotsOf } from "../../reports/index.ts";
import { selectFair } from "../fair/index.ts";
import { selectSilentCities } from "./remote/store.ts";
import {
  type CurrentReport,
  type FairDimension,
  type FairReportLine,
  type FairSnapshot,
  HALL_MEASURES,
  type HallMeasure,
  type ListQuestion,
  type Measure,
} from "./schema.ts";
import { FAIR_REPORT, reportOfHalls } from "./store/lines.ts";

async function requireHost(ctx: RequestContext, fairId: string): Promise<void> {
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  requireOfficerOf(ctx.actor, fair.hostCity);
}

/**
 * Returns the current report of a fair by city, sector, type of work, channel and hall. Names the cities of
 * which it does not know all applications. Throws NOT_FOUND unless the caller is an officer of the host city.
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
): Promise<Page<FairReportLine>> {
  await requireHost(ctx, fairId);
  return listLines<Measure, FairDimension>(ctx, FAIR_REPORT, { ...query, eventId: fairId });
}

/** Returns the halls of a fair in the caller's city. Throws NOT_FOUND if there are none. */
async function ownHalls(ctx: RequestContext, fairId: string): Promise<string[]> {
  const { venues } = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  const own = venues.filter(({ city }) => isOfficerOf(ctx.actor, city));
  if (own.length === 0) throw notFound();
  return own.map(({ id }) => id);
}

/**
 * Returns the current report on the caller's own halls, for a city that is not the host. Throws NOT_FOUND
 * unless the caller is an officer of a whole city that has a hall of the fair.
 */
export async function getHallReport(ctx: RequestContext, fairId: string): Promise<CurrentReport> {
  const halls = await ownHalls(ctx, fairId);
  const report = await readReport<HallMeasure, FairDimension>(ctx, reportOfHalls(halls), fairId);
  return { ...report, notCounted: [] };
}

/** Lists the rows behind one figure of `getHallReport` by page. Throws NOT_FOUND as that does. */
export async function listHallLines(
  ctx: RequestContext,
  { fairId, snapshot: _snapshot, measure, ...query }: LinesQuery,
): Promise<Page<FairReportLine>> {
  const halls = await ownHalls(ctx, fairId);
  const asked = HALL_MEASURES.find((one): one is HallMeasure => one === measure);
  if (!asked) throw notFound();
  const definition = reportOfHalls(halls);
  return listLines<HallMeasure, FairDimension>(ctx, definition, {
    ...query,
    measure: asked,
    eventId: fairId,
  });
}

/**
 * Lists the submitted reports of a fair, newest first. Throws NOT_FOUND unless the caller is an officer of
 * the host city.
 */
export async function listSnapshots(ctx: RequestContext, fairId: string): Promise<FairSnapshot[]> {
  await requireHost(ctx, fairId);
  return snapshotsOf<Measure, FairDimension>(ctx, { kind: "fair", id: fairId });
}
