import type { RequestContext } from "../../../platform/context.ts";
import { redactError } from "../../../platform/core/redact.ts";
import type { Outbound } from "../../../platform/outbound/index.ts";
import { selectPeers, selectReaders } from "../../pull/index.ts";
import { purgeUngiven } from "./purge-ungiven.ts";
import { refillWithheld } from "./refill.ts";
import { dueLogs, noteSharingChecked } from "./store.ts";

/**
 * Compares copies with what the agreements give: deletes what a city no longer gives, and asks for what it
 * gives anew. Looks through a log once a day, and after each change of an agreement. A log whose home does
 * not answer is looked through again next time.
 */
export async function lookThroughSharing(ctx: RequestContext, fetch: Outbound): Promise<void> {
  const due = await dueLogs(ctx.db);
  if (due.length === 0) return;
  const peers = new Map((await selectPeers(ctx.db)).map((peer) => [peer.city, peer]));
  const [reader] = await selectReaders(ctx.db);
  for (const log of due) {
    try {
      await purgeUngiven(ctx, log);
      const peer = peers.get(log.city);
      if (!peer || reader === undefined) continue;
      const { finished } = await refillWithheld(
        ctx,
        { log, from: { peer, audience: "public", reader } },
        fetch,
      );
      if (finished) await noteSharingChecked(ctx.db, log.stream);
    } catch (error) {
      ctx.log.error({ stream: log.stream, error: redactError(error) }, "copies were not looked through");
    }
  }
}
