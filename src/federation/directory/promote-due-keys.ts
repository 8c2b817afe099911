import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { lockKeys, promoteKeys } from "../keys/index.ts";

/**
 * Makes own keys active whose day has come, and retires their predecessors. Returns the number of keys that
 * became active. The directory names both with their dates, so it need not be signed again.
 */
export async function promoteDueKeys(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    await lockKeys(tx);
    const promoted = await promoteKeys(tx);
    for (const { city, kid, use } of promoted)
      await recordAudit(tx, ctx, {
        action: "federation.key_active",
        subjectKind: "city",
        subjectId: city,
        city,
        detail: { kid, use },
      });
    return promoted.length;
  });
}
