import { type Copy, type SharedKind, untoldAmong } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import type { LogEpoch } from "./enter-epoch.ts";
import { setState } from "./store/logs.ts";

const BATCH = 500;

/**
 * Hides records of a city that its new log does not tell, once that log is read to its end. Returns how many
 * it hid.
 */
export async function finishResync(
  ctx: RequestContext,
  { stream, city, epoch }: LogEpoch,
  kinds: readonly SharedKind[],
): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    let hidden = 0;
    for (const kind of kinds)
      for (let after: string | null = null; ; ) {
        const held = await kind.held(tx, { home: city, after, limit: BATCH });
        after = held.at(-1)?.id ?? null;
        if (after === null) break;
        const ids = held.map(({ id }) => id);
        const untold = await untoldAmong(tx, { stream, epoch, kind: kind.kind, ids });
        const gone = held.filter(({ id }) => untold.has(id));
        const copies: Copy[] = gone.map(({ id, rev }) => ({ id, home: city, rev: rev + 1, payload: null }));
        if (copies.length > 0) await kind.close(tx, copies);
        hidden += copies.length;
      }
    await setState(tx, stream, "following");
    await recordAudit(tx, ctx, {
      action: "federation.log_resynced",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { epoch, hidden },
    });
    return hidden;
  });
}
