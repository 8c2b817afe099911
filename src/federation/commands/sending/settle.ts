import { type DueCommand, type Outcome, settleCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { afterSettled } from "./after-settled.ts";

/**
 * Writes what came of a try. What follows here from an answer happens in the same transaction: the card of an
 * application that was refused is taken back, and the person is told.
 */
export async function settle(ctx: RequestContext, command: DueCommand, outcome: Outcome): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const state = await settleCommand(tx, command, outcome);
    if (state === "waiting" || state === null) return;
    await recordAudit(tx, ctx, {
      action: `command.${state}`,
      subjectKind: "command",
      subjectId: command.id,
      city: command.city,
      detail: { type: command.type, status: outcome.status ?? 0 },
    });
    await afterSettled({ ...ctx, db: tx }, { ...command, state, answer: outcome.answer });
  });
}
