import type { Tx } from "../../../../db/client.ts";
import { emitAll, traceOfStep } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { recordAudits } from "../../../platform/core/store.ts";

export type TicketStep = {
  of: { id: string; fairId: string; venueId: string | null; hostCity: string };
  action: "take" | "wait" | "print" | "cancel" | "promote" | "enter" | "leave";
  rev: number;
};

/**
 * Writes the audit rows and changes for steps of tickets, without personal data. The caller must call this
 * last in its transaction, as for every change.
 */
export async function recordTickets(
  tx: Tx,
  ctx: RequestContext,
  steps: readonly TicketStep[],
): Promise<void> {
  await recordAudits(
    tx,
    ctx,
    steps.map(({ of, action, rev }) => ({
      action: `fairTicket.${action}`,
      subjectKind: "fairTicket",
      subjectId: of.id,
      city: of.hostCity,
      detail: { fairId: of.fairId, venueId: of.venueId, rev },
    })),
  );
  await emitAll(
    tx,
    steps.map(({ of, action, rev }) => ({
      city: of.hostCity,
      audience: "local",
      kind: "fairTicket",
      id: of.id,
      rev,
      op: action === "cancel" ? "close" : "put",
      payload: { action, fairId: of.fairId, venueId: of.venueId },
    })),
  );
}

/**
 * Returns the parts of a statement that write the audit row and the change of its own step of one ticket. See
 * `traceOfStep`.
 */
export const recordStep = (ctx: RequestContext, { id, fairId, venueId, hostCity }: TicketStep["of"]) =>
  traceOfStep(ctx, { kind: "fairTicket", id, city: hostCity, about: { fairId, venueId } });
