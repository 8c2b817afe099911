import type { RequestContext } from "../../context.ts";
import { tendFollowUps } from "../booth-desk/follow-ups.ts";
import { tendBooths } from "../booths/promote-waiting.ts";
import { tendInterviews } from "../interviews/tend-interviews.ts";

/**
 * What time alone brings about at fairs, looked after once a minute: everything is derived from the rows, so that a lost
 * queue, a kill or a late minute loses nothing and repeats nothing.
 */
export async function tendFairs(ctx: RequestContext): Promise<void> {
  const { ended, offered } = await tendBooths(ctx);
  if (ended + offered > 0) {
    ctx.log.info({ ended, offered }, "booths were looked after");
    ctx.ring("changes");
  }
  const { noShows, booked } = await tendInterviews(ctx);
  if (noShows + booked > 0) ctx.log.info({ noShows, booked }, "interviews were looked after");
  const asked = await tendFollowUps(ctx);
  if (asked > 0) ctx.log.info({ asked }, "people were asked after their start");
}
