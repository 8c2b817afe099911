import { z } from "zod";
import type { RequestContext } from "../platform/context.ts";
import { defineTask } from "../platform/tasks/index.ts";
import { tendAudiences } from "./audience/index.ts";

/** Task that looks after livestreams once a minute. */
export const tendTask = defineTask("livestreams.tend", z.strictObject({ at: z.iso.datetime() }));

/**
 * Stores the figures of livestreams that are over, and deletes the rows of their viewers a day later. It
 * finds its work in the rows, so a lost queue, a kill or a late run loses and repeats nothing.
 */
export async function tendLivestreams(ctx: RequestContext): Promise<void> {
  const done = await tendAudiences(ctx);
  if (done.frozen + done.erased > 0) ctx.log.info(done, "livestreams were looked after");
}
