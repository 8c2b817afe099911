import type { LivestreamInput } from "../../../src/livestreams/index.ts";
import type { RequestContext, Services } from "../../../src/platform/context.ts";
import { shanghaiDay } from "../../../src/platform/core/clock.ts";
import type { DemoCity } from "../places.ts";

const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** A published posting of a verified enterprise. */
export type DemoPosting = { id: string; enterpriseId: string; homeCity: string };

export type Stage = {
  services: Services;
  officer: RequestContext;
  city: DemoCity;
  /** Codes of the agreement's other cities. */
  others: string[];
  postings: DemoPosting[];
  now: Date;
};

/** Returns the input of an hour-long livestream of a city, which the other cities organise too. */
export function showInput(
  { city, others, now }: Pick<Stage, "city" | "others" | "now">,
  more: Omit<Partial<LivestreamInput>, "startsAt"> &
    Pick<LivestreamInput, "title" | "intro"> & { startsAt: Date },
): LivestreamInput {
  const { startsAt, ...rest } = more;
  const permitUntil = shanghaiDay(new Date(now.getTime() + 300 * DAY_MS));
  return {
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + HOUR_MS).toISOString(),
    fairId: null,
    venueIds: [],
    cities: others.map((code, n) => ({ city: code, role: n === 0 ? "organiser" : "supporter" })),
    presenters: [
      {
        name: "周主播",
        enterpriseId: null,
        union: `${city.short}市总工会`,
        permit: `ZB-${city.code}-01`,
        permitUntil,
      },
    ],
    graceS: 180,
    ...rest,
  };
}
