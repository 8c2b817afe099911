import { tellFairTomorrow } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { inTransaction } from "../platform/core/store.ts";
import { tendFollowUps } from "./booth-desk/follow-ups.ts";
import { tendInterviews } from "./interviews/tend-interviews.ts";
import { tendBooths } from "./placement/promote-waiting.ts";
import { tendTickets } from "./tickets/tend-tickets.ts";

type Part = (ctx: RequestContext) => Promise<Record<string, number>>;

const PARTS: readonly Part[] = [
  tendBooths,
  tendTickets,
  tendInterviews,
  async (ctx) => ({ asked: await tendFollowUps(ctx) }),
  async (ctx) => ({ exhibitors: await inTransaction(ctx, tellFairTomorrow) }),
];

/**
 * What time alone brings about at fairs, looked after once a minute: everything is derived from the rows, so that a lost
 * queue, a kill or a late minute loses nothing and repeats nothing. A part that fails holds up no other.
 */
export async function tendFairs(ctx: RequestContext): Promise<void> {
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
