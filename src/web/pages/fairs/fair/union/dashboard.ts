import { type FairView, gatesOf, hostCities, listEntrances, readBoard } from "../../../../../fairs/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import { AppError } from "../../../../../platform/core/errors.ts";

/** The actions that the caller may take at a fair. */
export type FairRights = {
  /** True for a city-level officer of a participating city, who may invite enterprises and open channels. */
  invites: boolean;
  /** True if the caller may staff a gate: scan, print tickets, print the poster. */
  gate: boolean;
};

export const fairRightsOf = (ctx: RequestContext, fair: FairView): FairRights => {
  const whole = hostCities(ctx.actor);
  return {
    invites: fair.cities.some(({ city }) => whole.includes(city)),
    gate: gatesOf(ctx, fair).length > 0,
  };
};

/** Figures of the fair so far. */
export type DayFigures = {
  codes: number;
  waiting: number;
  entered: number;
  applications: number;
  intents: number;
};

/** Loads the figures for the host of a published fair; null otherwise. */
export async function dayFigures(ctx: RequestContext, fair: FairView): Promise<DayFigures | null> {
  if (!fair.management || !["published", "live", "closed", "reported"].includes(fair.phase)) return null;
  const entrances = await listEntrances(ctx, fair.id);
  const board = await readBoard(ctx, fair.id).catch(nothingYet);
  const sum = (of: "taken" | "waiting" | "entered") => entrances.reduce((n, entrance) => n + entrance[of], 0);
  const { applications = 0, intents = 0 } = board?.state.figures ?? {};
  return { codes: sum("taken"), waiting: sum("waiting"), entered: sum("entered"), applications, intents };
}

/**
 * Returns null for NOT_FOUND, because a fair that was never published has no board. Rethrows other errors.
 */
const nothingYet = (error: unknown): null => {
  if (error instanceof AppError && error.code === "NOT_FOUND") return null;
  throw error;
};
