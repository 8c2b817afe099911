import { z } from "zod";
import { notifyAll } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { defineTask } from "../platform/tasks/index.ts";
import { followUpUpkeep } from "./booth-desk/index.ts";
import { exhibitorsDue, tellKeys, tomorrowNotices } from "./fair/index.ts";
import { interviewUpkeep } from "./interviews/index.ts";
import { placementUpkeep } from "./placement/index.ts";
import { tellPlaces } from "./registrations/index.ts";
import { tellLateApplications } from "./reports/index.ts";
import { ticketUpkeep } from "./tickets/index.ts";

type Part = (ctx: RequestContext) => Promise<Record<string, number>>;

const PARTS: readonly Part[] = [
  placementUpkeep,
  async (ctx) => ({ places: await tellPlaces(ctx) }),
  ticketUpkeep,
  interviewUpkeep,
  async (ctx) => ({ keys: await tellKeys(ctx) }),
  async (ctx) => ({ applications: await tellLateApplications(ctx) }),
  async (ctx) => ({ asked: await followUpUpkeep(ctx) }),
  async (ctx) => ({ exhibitors: await notifyAll(ctx, exhibitorsDue, (_tx, due) => tomorrowNotices(due)) }),
];

/** Task that runs the upkeep of fairs, once a minute. */
export const fairUpkeepTask = defineTask("fairs.upkeep", z.strictObject({ at: z.iso.datetime() }));

/**
 * Runs each part of the upkeep of fairs. Every part finds its work in the rows, so a lost queue, a kill or a
 * late run loses and repeats nothing. If a part fails, the others still run; then the first error is thrown.
 */
export async function fairUpkeep(ctx: RequestContext): Promise<void> {
  const failures: unknown[] = [];
  for (const part of PARTS) {
    try {
      const done = await part(ctx);
      if (!Object.values(done).some((n) => n > 0)) continue;
      ctx.log.info(done, "fairs were looked after");
      ctx.ring("changes");
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
