import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { freeze } from "./store/logs.ts";

/**
 * Freezes a log whose home signed two roots for one size. Both notes stay, because together they prove the
 * fork. A person decides what follows.
 */
export async function freezeLog(
  ctx: RequestContext,
  { stream, city, contradiction }: { stream: string; city: string; contradiction: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    if (!(await freeze(tx, stream, contradiction))) return;
    await recordAudit(tx, ctx, {
      action: "federation.log_frozen",
      subjectKind: "log",
      subjectId: stream,
      city,
    });
  });
  ctx.log.error({ stream, city }, "a log is frozen: its home signed two roots for one size");
}
