import type { SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { redactError } from "../../../platform/core/redact.ts";
import type { Outbound } from "../../../platform/outbound/index.ts";
import { type Peer, type PeerLog, selectPeers, selectReaders } from "../../pull/index.ts";
import { purgeUngiven } from "./purge-ungiven.ts";
import { refillWithheld } from "./refill.ts";
import { type DueLog, dueLogs, noteSharingChecked } from "./store.ts";

/** Returns a log as its reader asks for it. Any reader reads a public one. */
function logFrom(peer: Peer, { stream, city }: DueLog, first: string | undefined): PeerLog | null {
  const audience = stream.slice(city.length + 1);
  const reader = audience === "public" ? first : audience.slice("to/".length);
  return reader === undefined ? null : { peer, audience, reader };
}

/**
 * Compares copies with what the agreements give: deletes what a city no longer gives, and asks for what it
 * gives anew. Looks through a log once a day, and after each change of an agreement. A log whose home does
 * not answer is looked through again next time.
 */
export async function lookThroughSharing(
  ctx: RequestContext,
  fetch: Outbound,
  privateKinds: readonly SharedKind[] = [],
): Promise<void> {
  const due = await dueLogs(ctx.db);
  if (due.length === 0) return;
  const peers = new Map((await selectPeers(ctx.db)).map((peer) => [peer.city, peer]));
  const [reader] = await selectReaders(ctx.db);
  for (const log of due) {
    try {
      await purgeUngiven(ctx, log, privateKinds);
      const peer = peers.get(log.city);
      const from = peer && logFrom(peer, log, reader);
      if (!from) continue;
      const { finished } = await refillWithheld(ctx, { log, from, privateKinds }, fetch);
      if (finished) await noteSharingChecked(ctx.db, log.stream);
    } catch (error) {
      ctx.log.error({ stream: log.stream, error: redactError(error) }, "copies were not looked through");
    }
  }
}
