import type { DbOrTx } from "../../../../db/client.ts";
import { type DueCommand, type Outcome, settleCommand, stateAfter } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import {
  type AuditEntry,
  auditFrom,
  inOneStatement,
  inTransaction,
  type Part,
} from "../../../platform/core/store.ts";
import { afterSettled, followsDone } from "./after-settled.ts";
import type { SettleRan } from "./settle-ran.ts";

/**
 * Writes what came of a try. What follows here from an answer happens in the same transaction: the card of an
 * application that was refused is taken back, and the person is told. Returns true if anything followed.
 */
export async function settle(
  ctx: RequestContext,
  { command, outcome, settleRan }: { command: DueCommand; outcome: Outcome; settleRan: SettleRan },
): Promise<boolean> {
  requireSystem(ctx.actor);
  const wanted = stateAfter(outcome.status);
  const audit: AuditEntry = {
    action: `command.${wanted}`,
    subjectKind: "command",
    subjectId: command.id,
    city: command.city,
    detail: { type: command.type, status: outcome.status ?? 0 },
  };
  if (wanted === "done" && !followsDone(command)) {
    await settleRan({ command, outcome, audit });
    return false;
  }
  const besides = wanted === "waiting" ? null : (from: Part) => auditFrom(from, ctx, audit);
  const settled = (db: DbOrTx) => settleCommand(db, command, outcome, besides);
  if (wanted === "waiting") {
    await inOneStatement(ctx, settled);
    return false;
  }
  return inTransaction(ctx, async (tx) => {
    const state = await settled(tx);
    if (state === "waiting" || state === null) return false;
    await afterSettled({ ...ctx, db: tx }, { ...command, state, answer: outcome.answer });
    return true;
  });
}
