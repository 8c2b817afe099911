import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { databaseNow, inTransaction, recordAudit } from "../../platform/core/store.ts";
import { emitEnterprise } from "../present.ts";
import type { EnterpriseView } from "../schema.ts";
import { lockEnterprise, updateEnterpriseRow } from "../store.ts";

/**
 * Verifies a verified enterprise again: from now its verification holds for another six months. The officer
 * must have checked its documents before. Throws NOT_FOUND unless the caller is an officer of its home city
 * or county, ENTERPRISE_STATE unless it is verified.
 */
export async function renewVerification(
  ctx: RequestContext,
  input: { id: string; ifRev?: number | undefined },
): Promise<EnterpriseView> {
  return inTransaction(ctx, async (tx) => {
    const enterprise = orNotFound(await lockEnterprise(tx, input.id));
    const { id, homeCity, status, verifiedAt } = enterprise;
    requireOfficerOf(ctx.actor, homeCity, enterprise.county);
    requireRevision(enterprise.rev, input.ifRev);
    if (status !== "verified") throw new AppError("ENTERPRISE_STATE", { facts: { status } });
    await updateEnterpriseRow(tx, id, {
      verifiedAt: await databaseNow(tx),
      verifiedBy: accountIdOf(ctx.actor),
    });
    await recordAudit(tx, ctx, {
      action: "enterprise.renew",
      subjectKind: "enterprise",
      subjectId: id,
      city: homeCity,
      detail: { before: verifiedAt?.toISOString() ?? null },
    });
    return emitEnterprise(tx, { id, action: "enterprise.renew", wasVerified: true });
  });
}
