import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { selectUntold } from "./store.ts";
import { tellLivestream } from "./tell-livestream.ts";

/** Livestreams that one run tells. The next run, a minute later, goes on. */
const AT_ONCE = 50;

/**
 * Tells announced livestreams that go on and that no public log has told yet: they were announced by an
 * earlier release. Returns their number.
 */
export async function tellUntold(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  const untold = await selectUntold(ctx.db, AT_ONCE);
  for (const id of untold) await inTransaction(ctx, (tx) => tellLivestream(tx, ctx, id));
  return untold.length;
}
