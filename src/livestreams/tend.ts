import { z } from "zod";
import type { RequestContext } from "../platform/context.ts";
import { defineTask } from "../platform/tasks/index.ts";
import { tendAudiences } from "./audience/index.ts";
import { tellUntold } from "./copies/telling/index.ts";
import { tendPins } from "./programme/index.ts";
import { tendReservations } from "./reservations/index.ts";
import { expireStandbys } from "./room/index.ts";

/** Task that looks after livestreams once a minute. */
export const tendTask = defineTask("livestreams.tend", z.strictObject({ at: z.iso.datetime() }));

const STEPS = [
  async (ctx: RequestContext) => ({ unpinned: await tendPins(ctx) }),
  tendReservations,
  tendAudiences,
  async (ctx: RequestContext) => ({ announced: await tellUntold(ctx) }),
  async (ctx: RequestContext) => ({ standbys: await expireStandbys(ctx) }),
] as const;

/**
 * Looks after livestreams: unpins postings that ended, sends reminders and notices, and stores figures. It
 * deletes standby films and the rows of viewers a day after the end, and tells other cities of livestreams
 * that an earlier release announced. It finds its work in the rows. So a lost queue, a kill or a late run
 * loses and repeats nothing. If a step fails, the others still run; then the error is thrown.
 */
export async function tendLivestreams(ctx: RequestContext): Promise<void> {
  const failures: unknown[] = [];
  for (const step of STEPS)
    try {
      const done: Record<string, number> = await step(ctx);
      if (Object.values(done).some((n) => n > 0)) ctx.log.info(done, "livestreams were looked after");
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}
