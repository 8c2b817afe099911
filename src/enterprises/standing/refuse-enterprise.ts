import type { RequestContext } from "../../platform/context.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { databaseNow, inTransaction, recordAudit } from "../../platform/core/store.ts";
import { emitEnterprise } from "../present.ts";
import { requireNextStatus } from "../rules.ts";
import type { EnterpriseView } from "../schema.ts";
import { lockEnterprise, updateEnterpriseRow } from "../store.ts";

type Refusal = { id: string; reason: string; ifRev?: number | undefined };

/**
 * Refuses a registration. Its members read the reason, correct the registration, and it returns to the queue.
 * Throws NOT_FOUND unless the caller is an officer of the enterprise's home city or county, ENTERPRISE_STATE
 * unless it waits for verification.
 */
export async function refuseEnterprise(ctx: RequestContext, input: Refusal): Promise<EnterpriseView> {
  return inTransaction(ctx, async (tx) => {
    const enterprise = orNotFound(await lockEnterprise(tx, input.id));
    requireOfficerOf(ctx.actor, enterprise.homeCity, enterprise.county);
    requireRevision(enterprise.rev, input.ifRev);
    await updateEnterpriseRow(tx, enterprise.id, {
      status: requireNextStatus(enterprise.status, "refuse"),
      refusalReason: input.reason,
      refusedAt: await databaseNow(tx),
    });
    await recordAudit(tx, ctx, {
      action: "enterprise.refuse",
      subjectKind: "enterprise",
      subjectId: enterprise.id,
      city: enterprise.homeCity,
      detail: { from: enterprise.status, reason: input.reason },
    });
    return emitEnterprise(tx, { id: enterprise.id, action: "enterprise.refuse", wasVerified: false });
  });
}
