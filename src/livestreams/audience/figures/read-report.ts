import type { RequestContext } from "../../../platform/context.ts";
import type { Page, PageRequest } from "../../../platform/core/cursor.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { isOfficerOf } from "../../../platform/core/guard.ts";
import { listLines, readReport } from "../../../reports/index.ts";
import { controlledLivestream } from "../../livestream/index.ts";
import type { LivestreamReport, LivestreamReportLine, ReportQuestion } from "../schema.ts";
import { livestreamReport, selectNames } from "../store/report.ts";

/** Returns the one city to which the caller's report is limited: null for officers of the home city. */
async function cityOfReport(ctx: RequestContext, id: string): Promise<string | null> {
  const { cities, control } = await controlledLivestream(ctx, id);
  if (control?.edits) return null;
  return orNotFound(cities.find(({ city }) => isOfficerOf(ctx.actor, city))).city;
}

type Ids = { postings: (string | null)[]; enterprises: (string | null)[] };

/** Returns the names of postings and enterprises, each once. */
function namesOf({ db }: RequestContext, { postings, enterprises }: Ids): Promise<LivestreamReport["names"]> {
  const known = (ids: (string | null)[]) => [...new Set(ids)].filter((id) => id !== null);
  return selectNames(db, { postings: known(postings), enterprises: known(enterprises) });
}

/**
 * Returns the report of a livestream, from watching to work, by posting, enterprise, city and channel.
 * Officers of the home city read all, those of other organising cities what belongs to enterprises of their
 * own. Throws NOT_FOUND for everybody else.
 */
export async function getLivestreamReport(
  ctx: RequestContext,
  livestreamId: string,
): Promise<LivestreamReport> {
  const onlyCity = await cityOfReport(ctx, livestreamId);
  const report = await readReport(ctx, livestreamReport(onlyCity), livestreamId);
  const valuesOf = (dimension: string) =>
    report.figures.flatMap(({ by }) => by.flatMap((one) => (one.dimension === dimension ? [one.value] : [])));
  const names = await namesOf(ctx, { postings: valuesOf("posting"), enterprises: valuesOf("enterprise") });
  return { ...report, names, onlyCity };
}

/**
 * Lists the rows behind one figure of the report by page, with postings and reference numbers but without
 * names of people. Reads as much as `getLivestreamReport`, and throws as it does.
 */
export async function listLivestreamReportLines(
  ctx: RequestContext,
  { livestreamId, ...query }: ReportQuestion & PageRequest & { livestreamId: string },
): Promise<Page<LivestreamReportLine> & Pick<LivestreamReport, "names">> {
  const onlyCity = await cityOfReport(ctx, livestreamId);
  const page = await listLines(ctx, livestreamReport(onlyCity), { ...query, eventId: livestreamId });
  const postings = page.items.map(({ posting }) => posting);
  const enterprises = page.items.map(({ enterprise }) => enterprise);
  return { ...page, names: await namesOf(ctx, { postings, enterprises }) };
}
