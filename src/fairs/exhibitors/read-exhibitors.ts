import type { RequestContext } from "../../platform/context.ts";
import { decodeCursor, encodeCursor, type Page } from "../../platform/core/cursor.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import type { FairView } from "../fair/index.ts";
import { type Exhibitor, type ExhibitorFilter, selectExhibitors, selectStand } from "./store/exhibitors.ts";
import {
  type Choice,
  type PlanBooth,
  selectChoices,
  selectPlan,
  selectTrades,
  type TradeAtFair,
} from "./store/plan.ts";

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
  { cursor, limit = PAGE, ...filter }: ExhibitorFilter & { cursor?: string | undefined; limit?: number },
): Promise<ExhibitorPage> {
  const { city, sector, venueId, name, trades } = filter;
  const asked = name || trades ? [name, trades] : [];
  const question = JSON.stringify(["exhibitors", fair.id, city, sector, venueId, ...asked]);
  const position = cursor ? decodeCursor(question, cursor, 2) : null;
  const after = position && {
    venueOrdinal: ordinalOf(position[0]),
    boothOrdinal: ordinalOf(position[1]),
  };
  const [all, choices] = await Promise.all([
    selectExhibitors(ctx.db, fair.id, { ...filter, after, limit: limit + 1 }),
    selectChoices(ctx.db, fair.id, filter),
  ]);
  const items = all.slice(0, limit);
  const last = all.length > limit ? items.at(-1) : undefined;
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

/** Lists the occupations of the postings at a fair, each with the number of booths that bring it. */
export const listTradesAtFair = (ctx: Pick<RequestContext, "db">, fair: FairView): Promise<TradeAtFair[]> =>
  selectTrades(ctx.db, fair.id);

/**
 * Returns the venues of a fair in their order, each with the cells of its grid; only one venue if `venueId`
 * is given. Marks the booths that bring a posting of one of the occupations `trades`.
 */
export async function readPlan(
  ctx: Pick<RequestContext, "db">,
  fair: FairView,
  only: Pick<ExhibitorFilter, "venueId" | "trades"> = {},
): Promise<{ venue: FairView["venues"][number]; booths: PlanBooth[] }[]> {
  const booths = await selectPlan(ctx.db, fair.id, only);
  return fair.venues
    .filter(({ id }) => !only.venueId || id === only.venueId)
    .map((venue) => ({ venue, booths: booths.filter((one) => one.venueId === venue.id) }));
}
