import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { requireRevision } from "../../platform/core/revision.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { closePostingsOf } from "../../postings/index.ts";
import { emitEnterprise } from "../present.ts";
import { requireNextStatus } from "../rules.ts";
import type { EnterpriseView } from "../schema.ts";
import { lockEnterprise, updateEnterpriseRow } from "../store.ts";

export type StandingChange = { id: string; reason?: string | undefined; ifRev?: number | undefined };

/** Suspends or reinstates an enterprise. A suspension also closes its postings, in the same transaction. */
export function changeStanding(
  ctx: RequestContext,
  decision: "suspend" | "reinstate",
  input: StandingChange,
): Promise<EnterpriseView> {
  return inTransaction(ctx, async (tx) => {
    const enterprise = orNotFound(await lockEnterprise(tx, input.id));
    requireOfficerOf(ctx.actor, enterprise.homeCity, enterprise.county);
    requireRevision(enterprise.rev, input.ifRev);
    const status = requireNextStatus(enterprise.status, decision);
    await updateEnterpriseRow(tx, enterprise.id, { status, verifiedAt: null, verifiedBy: null });
    const closed = decision === "suspend" ? await closePostingsOf(tx, ctx, enterprise.id) : 0;
    const action = `enterprise.${decision}`;
    await recordAudit(tx, ctx, {
      action,
      subjectKind: "enterprise",
      subjectId: enterprise.id,
      city: enterprise.homeCity,
      detail: { from: enterprise.status, reason: input.reason ?? null, postingsClosed: closed },
    });
    return emitEnterprise(tx, {
      id: enterprise.id,
      action,
      wasVerified: enterprise.status === "verified",
    });
  });
}
