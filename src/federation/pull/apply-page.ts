import { appendCopies, lockHead, putInQuarantine, type SharedKind } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { commitWithoutWaiting, inTransaction } from "../../platform/core/store.ts";
import { applyTold } from "./apply-entries.ts";
import type { Page } from "./reading/page.ts";
import { noteDelays } from "./store/delays.ts";
import { noteExchange } from "./store/logs.ts";

/** Consumer under whose name entries are quarantined that this release cannot apply. */
export const COPIES = "copies";

export type PagePlace = {
  stream: string;
  epoch: number;
  /** True if the home has more entries than this page. */
  more: boolean;
  /** True while a new epoch is read to its end for the first time. */
  resyncing?: boolean;
  /** Time of the home's cosignature if the page ends where the log does. */
  freshAt?: Date | null;
};

/**
 * Applies a verified page in one transaction: rows of its records, copied entries, head of the log and its
 * state. The head is the cursor, so neither runs ahead of the other, and local consumers see no entry before
 * its rows. Returns false if another process has applied the page meanwhile.
 */
export async function applyPage(
  ctx: RequestContext,
  page: Page,
  { place, kinds }: { place: PagePlace; kinds: readonly SharedKind[] },
): Promise<boolean> {
  requireSystem(ctx.actor);
  const { stream, epoch, more } = place;
  const { entries, frontier, completed, note } = page;
  return inTransaction(ctx, async (tx) => {
    const head = await lockHead(tx, stream);
    if (head.epoch !== epoch || head.frontier.size !== frontier.size - entries.length) return false;
    // A page that a crash loses is asked for again, because the head is lost with it. Nobody is told that it
    // is here, unlike an erasure.
    if (stream.endsWith("/public") && !entries.some(({ head: { op } }) => op === "erase"))
      await commitWithoutWaiting(tx);
    await appendCopies(tx, { stream, epoch, entries, frontier, completed });
    for (const { seq, why } of await applyTold(tx, place, { entries, kinds }))
      await putInQuarantine(tx, COPIES, { stream, epoch, seq }, why);
    if (entries.length > 0 && !place.resyncing) {
      const times = entries.map(({ head }) => head.at);
      await noteDelays(tx, stream, times);
    }
    const reached = more ? "behind" : "following";
    const state = place.resyncing ? "resyncing" : reached;
    const { freshAt = null } = place;
    await noteExchange(tx, { stream, state, checkpoint: note, size: frontier.size, freshAt });
    return true;
  });
}
