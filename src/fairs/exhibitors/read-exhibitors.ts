import type { RequestContext } from "../../platform/context.ts";
import { decodeCursor, encodeCursor, type Page } from "../../platform/core/cursor.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import type { FairView } from "../fair/index.ts";
import {
  type Choice,
  type Exhibitor,
  type ExhibitorFilter,
  type PlanBooth,
  selectChoices,
  selectExhibitors,
  selectPlan,
  selectStand,
} from "./store.ts";

const PAGE = 60;
/** Highest number of exhibitors in the list for printing, which has no pages. */
const PRINTED_MAX = 5_000;
const SHAPE = /^\d{1,5}$/;

const ordinalOf = (value: string | number | null | undefined): number => {
  if (!SHAPE.test(String(value))) throw new AppError("CURSOR_INVALID", { fields: [] });
  return Number(value);
};

export type ExhibitorPage = Page<Exhibitor> & { choices: Choice[] };

/**
 * Lists the exhibitors of a fair in booth order by page, with the filter values that occur at the fair. The
 * caller must have checked that the reader may read the fair.
 */
export async function listExhibitors(
  ctx: Pick<RequestContext, "db">,
  fair: FairView,
  { cursor, ...filter }: ExhibitorFilter & { cursor?: string | undefined },
): Promise<ExhibitorPage> {
  const question = JSON.stringify(["exhibitors", fair.id, filter.city, filter.sector, filter.venueId]);
  const position = cursor ? decodeCursor(question, cursor, 2) : null;
  const after = position && {
    venueOrdinal: ordinalOf(position[0]),
    boothOrdinal: ordinalOf(position[1]),
  };
  const [all, choices] = await Promise.all([
    selectExhibitors(ctx.db, fair.id, { ...filter, after, limit: PAGE + 1 }),
    selectChoices(ctx.db, fair.id),
  ]);
  const items = all.slice(0, PAGE);
  const last = all.length > PAGE ? items.at(-1) : undefined;
  return {
    items,
    choices,
    nextCursor: last ? encodeCursor(question, [last.venueOrdinal, last.boothOrdinal]) : null,
  };
}

/** Lists all exhibitors of a fair without pages, for printing. */
export const listStands = (
  ctx: Pick<RequestContext, "db">,
  fair: FairView,
  filter: ExhibitorFilter = {},
): Promise<Exhibitor[]> => selectExhibitors(ctx.db, fair.id, { ...filter, after: null, limit: PRINTED_MAX });

/** Returns one exhibitor with its booth and postings. Throws NOT_FOUND if it is not shown at this fair. */
export const getStand = async (
  ctx: Pick<RequestContext, "db">,
  fair: FairView,
  registrationId: string,
): Promise<Exhibitor> => orNotFound(await selectStand(ctx.db, fair.id, registrationId));

/** Returns the venues of a fair in their order, each with the cells of its grid. */
export async function readPlan(
  ctx: Pick<RequestContext, "db">,
  fair: FairView,
): Promise<{ venue: FairView["venues"][number]; booths: PlanBooth[] }[]> {
  const booths = await selectPlan(ctx.db, fair.id);
  return fair.venues.map((venue) => ({ venue, booths: booths.filter((one) => one.venueId === venue.id) }));
}
