import { insertCopies, lockHead, putInQuarantine, type SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { applyTold } from "../apply-entries.ts";
import { COPIES } from "../apply-page.ts";
import type { PageEntry } from "../reading/page.ts";
import { noteTaken } from "../store/states.ts";

/** Place of a part: the log, the state by its manifest, and the number of the part from 0. */
export type PartPlace = { stream: string; epoch: number; manifest: string; part: number };

/**
 * Applies a verified part of a state in one transaction: rows, copied entries, and the number of parts that
 * are here. Returns false if another process has applied it meanwhile.
 */
export async function applyPart(
  ctx: RequestContext,
  entries: readonly PageEntry[],
  { place, kinds }: { place: PartPlace; kinds: readonly SharedKind[] },
): Promise<boolean> {
  requireSystem(ctx.actor);
  const { stream, epoch } = place;
  return inTransaction(ctx, async (tx) => {
    const head = await lockHead(tx, stream);
    if (head.epoch !== epoch || !(await noteTaken(tx, stream, place))) return false;
    await insertCopies(tx, { stream, epoch, entries });
    for (const { seq, why } of await applyTold(tx, place, { entries, kinds }))
      await putInQuarantine(tx, COPIES, { stream, epoch, seq }, why);
    return true;
  });
}
