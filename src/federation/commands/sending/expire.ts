import { expireCommands } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { afterSettled } from "./after-settled.ts";

/** Commands that are ended in one transaction. */
const EXPIRE_MAX = 100;

/** Ends commands that nobody answered in time, with what follows here. Returns how many. */
export async function expire(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const expired = await expireCommands(tx, EXPIRE_MAX);
    for (const command of expired) {
      await recordAudit(tx, ctx, {
        action: "command.expired",
        subjectKind: "command",
        subjectId: command.id,
        detail: { type: command.type },
      });
      await afterSettled({ ...ctx, db: tx }, { ...command, state: "expired", answer: null });
    }
    return expired.length;
  });
}
