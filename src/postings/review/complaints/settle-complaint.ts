import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { AppError, notFound } from "../../../platform/core/errors.ts";
import { requireOfficer } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { ComplaintDecision } from "./schema.ts";
import { settle } from "./store.ts";

/**
 * Settles a complaint. It changes nothing on the posting: an officer who finds a violation closes it for
 * that. Throws NOT_FOUND unless the caller decides on the posting, COMPLAINT_STATE if it was settled before.
 */
export async function settleComplaint(
  ctx: RequestContext,
  { id: postingId, ...given }: ComplaintDecision & { id: string },
): Promise<{ reference: string }> {
  const actor = requireOfficer(ctx.actor);
  const { complaintId: id, outcome, note } = ComplaintDecision.parse(given);
  return inTransaction(ctx, async (tx) => {
    const reference = await settle(tx, actor, { id, postingId, outcome, note, by: accountIdOf(actor) });
    if (reference === undefined) throw notFound();
    if (reference === null) throw new AppError("COMPLAINT_STATE");
    await recordAudit(tx, ctx, {
      action: `posting.complaint.${outcome}`,
      subjectKind: "posting",
      subjectId: postingId,
      detail: { complaintId: id, note },
    });
    return { reference };
  });
}
