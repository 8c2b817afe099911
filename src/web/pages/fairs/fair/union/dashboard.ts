import { type FairView, gatesOf, hostCities, listEntrances, readBoard } from "../../../../../fairs/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import { AppError } from "../../../../../platform/core/errors.ts";

/** What the caller has to do with a fair: only that is offered. */
export type FairRights = {
  /** An officer of the whole of a city that the fair names: invites enterprises, opens channels. */
  invites: boolean;
  /** Keeps a door: scans, prints codes, hangs the poster. */
  gate: boolean;
};

export const rightsAt = (ctx: RequestContext, fair: FairView): FairRights => {
  const whole = hostCities(ctx.actor);
  return {
    invites: fair.cities.some(({ city }) => whole.includes(city)),
    gate: gatesOf(ctx, fair).length > 0,
  };
};

/** People and what they did so far. */
export type DayFigures = {
  codes: number;
  waiting: number;
  entered: number;
  applications: number;
  intents: number;
};

/** The day of a fair that was published, for its host; null for anybody else, and before. */
export async function dayFigures(ctx: RequestContext, fair: FairView): Promise<DayFigures | null> {
  if (!fair.desk || !["published", "live", "closed", "reported"].includes(fair.phase)) return null;
  const entrances = await listEntrances(ctx, fair.id);
  const board = await readBoard(ctx, fair.id).catch(nothingYet);
  const sum = (of: "taken" | "waiting" | "entered") => entrances.reduce((n, entrance) => n + entrance[of], 0);
  const { applications = 0, intents = 0 } = board?.state.figures ?? {};
  return { codes: sum("taken"), waiting: sum("waiting"), entered: sum("entered"), applications, intents };
}

/** A fair whose day went by unpublished has no board. */
const nothingYet = (error: unknown): null => {
  if (error instanceof AppError && error.code === "NOT_FOUND") return null;
  throw error;
};
