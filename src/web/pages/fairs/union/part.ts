import type { RequestContext } from "../../../../context.ts";
import { type FairView, gatesOf, hostCities } from "../../../../fairs/index.ts";

/** What the caller has to do with a fair: only that is offered. */
export type Part = {
  /** An officer of the whole of a city that the fair names: invites enterprises, opens channels. */
  invites: boolean;
  /** Keeps a door: scans, prints codes, hangs the poster. */
  gate: boolean;
};

export const partOf = (ctx: RequestContext, fair: FairView): Part => {
  const whole = hostCities(ctx.actor);
  return {
    invites: fair.cities.some(({ city }) => whole.includes(city)),
    gate: gatesOf(ctx, fair).length > 0,
  };
};
