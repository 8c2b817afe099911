import type { RequestContext } from "../../context.ts";
import { tendBooths } from "../booths/promote-waiting.ts";
import { tendTickets } from "../tickets/tend-tickets.ts";

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
  const { promoted, told } = await tendTickets(ctx);
  if (promoted + told > 0) {
    ctx.log.info({ promoted, told }, "tickets were looked after");
    ctx.ring("changes");
  }
}
