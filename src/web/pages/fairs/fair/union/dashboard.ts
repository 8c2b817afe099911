import { type FairView, gatesOf, hostCities, listEntrances, readBoard } from "../../../../../fairs/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { isComingOrLive } from "../../../../components/fairs.tsx";

/** The actions that the caller may take at a fair. */
export type FairRights = {
  /** True for a city-level officer of a participating city, who may invite enterprises and open channels. */
  invites: boolean;
  /** True if the caller may staff a gate: scan, print tickets, print the poster. */
  gate: boolean;
  /** Ids of the halls in whose lists, prints and figures the caller takes part; all for the host. */
  halls: readonly string[];
};

export const fairRightsOf = (ctx: RequestContext, fair: FairView): FairRights => {
  const whole = hostCities(ctx.actor);
  const halls = gatesOf(ctx, fair).map(({ id }) => id);
  return {
    invites: isComingOrLive(fair) && fair.cities.some(({ city }) => whole.includes(city)),
    gate: halls.length > 0,
    halls,
  };
};

/**
 * Figures of the fair so far. Those of a city that is not the host count its own halls, without the last two.
 */
export type DayFigures = {
  codes: number;
  waiting: number;
  entered: number;
  applications?: number;
  intents?: number;
};

/** True for a fair that has figures: from its publication on. */
export const hasFigures = ({ phase }: Pick<FairView, "phase">): boolean =>
  ["published", "live", "closed", "reported"].includes(phase);

/** Loads the figures of a published fair, for its host and for cities with a hall; null otherwise. */
export async function dayFigures(
  ctx: RequestContext,
  fair: FairView,
  { halls }: FairRights,
): Promise<DayFigures | null> {
  if (halls.length === 0 || !hasFigures(fair)) return null;
  const entrances = (await listEntrances(ctx, fair.id)).filter(({ venueId }) => halls.includes(venueId));
  const sum = (of: "taken" | "waiting" | "entered") => entrances.reduce((n, entrance) => n + entrance[of], 0);
  const own = { codes: sum("taken"), waiting: sum("waiting"), entered: sum("entered") };
  if (!fair.management) return own;
  const board = await readBoard(ctx, fair.id).catch(nothingYet);
  const { applications = 0, intents = 0 } = board?.state.figures ?? {};
  return { ...own, applications, intents };
}

/**
 * Returns null for NOT_FOUND, because a fair that was never published has no board. Rethrows other errors.
 */
const nothingYet = (error: unknown): null => {
  if (error instanceof AppError && error.code === "NOT_FOUND") return null;
  throw error;
};
