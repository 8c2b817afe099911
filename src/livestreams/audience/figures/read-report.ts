import type { RequestContext } from "../../../platform/context.ts";
import type { Page, PageRequest } from "../../../platform/core/cursor.ts";
import { requireOfficerOf } from "../../../platform/core/guard.ts";
import { listLines, type ReportLine, readReport } from "../../../reports/index.ts";
import { getLivestream } from "../../livestream/index.ts";
import type { LivestreamReport, ReportQuestion } from "../schema.ts";
import { LIVESTREAM_REPORT } from "../store/report.ts";

async function requireHome(ctx: RequestContext, id: string): Promise<void> {
  requireOfficerOf(ctx.actor, (await getLivestream(ctx, { id })).homeCity);
}

/**
 * Returns the report of a livestream by city, sector, type of work and channel. Throws NOT_FOUND unless the
 * caller is an officer of the home city.
 */
export async function getLivestreamReport(
  ctx: RequestContext,
  livestreamId: string,
): Promise<LivestreamReport> {
  await requireHome(ctx, livestreamId);
  return readReport(ctx, LIVESTREAM_REPORT, livestreamId);
}

/**
 * Lists the rows behind one figure of the report by page, with postings and reference numbers but without
 * names of people. Throws NOT_FOUND unless the caller is an officer of the home city.
 */
export async function listLivestreamReportLines(
  ctx: RequestContext,
  { livestreamId, ...query }: ReportQuestion & PageRequest & { livestreamId: string },
): Promise<Page<ReportLine>> {
  await requireHome(ctx, livestreamId);
  return listLines(ctx, LIVESTREAM_REPORT, { ...query, eventId: livestreamId });
}
