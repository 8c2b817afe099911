import type { RequestContext } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { getPartner } from "./get-partner.ts";
import { unfreeze } from "./store.ts";

/**
 * Follows a frozen log again, after people of both cities have found out why its home signed two roots. Both
 * notes stay in the audit. Throws NOT_FOUND for anybody but an administrator, LOG_NOT_FROZEN for another log.
 */
export async function resumeLog(ctx: RequestContext, { city }: { city: string }): Promise<void> {
  if (!requireAccount(ctx.actor).administrator) throw notFound();
  const { checkpoint } = await getPartner(ctx, { city });
  const stream = `${city}/public`;
  await inTransaction(ctx, async (tx) => {
    const contradiction = await unfreeze(tx, stream);
    if (contradiction === null) throw new AppError("LOG_NOT_FROZEN");
    await recordAudit(tx, ctx, {
      action: "federation.log_resumed",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { checkpoint, contradiction },
    });
  });
  ctx.ring("changes");
}
