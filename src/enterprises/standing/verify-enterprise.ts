import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { databaseNow, inTransaction, recordAudit } from "../../platform/core/store.ts";
import { emitEnterprise } from "../present.ts";
import { readUscc, requireNextStatus, verifiedCode } from "../rules.ts";
import type { EnterpriseView } from "../schema.ts";
import { lockEnterprise, selectTwin, updateEnterpriseRow } from "../store.ts";

type Verification = {
  id: string;
  uscc?: string | undefined;
  overrideUscc?: boolean | undefined;
  reason?: string | undefined;
  ifRev?: number | undefined;
};

/**
 * Verifies an enterprise. The caller must be an officer of its home city or county. The officer must have
 * checked its documents before (Interim Regulations on Human Resources Markets, art. 26).
 * Throws NOT_FOUND for other callers, ENTERPRISE_STATE if the enterprise is verified or suspended,
 * ENTERPRISE_EXISTS if another enterprise of the city has the credit code. Throws INVALID_INPUT if the code
 * is missing, or fails its check and the caller does not override the check.
 */
export async function verifyEnterprise(ctx: RequestContext, input: Verification): Promise<EnterpriseView> {
  return inTransaction(ctx, async (tx) => {
    const enterprise = orNotFound(await lockEnterprise(tx, input.id));
    requireOfficerOf(ctx.actor, enterprise.homeCity, enterprise.county);
    requireRevision(enterprise.rev, input.ifRev);
    const status = requireNextStatus(enterprise.status, "verify");
    const given = input.uscc ? readUscc(input.uscc) : null;
    const code = verifiedCode(given ?? enterprise, input.overrideUscc ?? false);
    const { homeCity } = enterprise;
    const twin = await selectTwin(tx, { homeCity, uscc: code.uscc, nameKey: null, except: enterprise.id });
    if (twin) throw new AppError("ENTERPRISE_EXISTS", { facts: { enterpriseId: twin } });
    await updateEnterpriseRow(tx, enterprise.id, {
      ...code,
      status,
      refusalReason: null,
      refusedAt: null,
      verifiedAt: await databaseNow(tx),
      verifiedBy: accountIdOf(ctx.actor),
    });
    await recordAudit(tx, ctx, {
      action: "enterprise.verify",
      subjectKind: "enterprise",
      subjectId: enterprise.id,
      city: homeCity,
      detail: { from: enterprise.status, usccCheck: code.usccCheck, reason: input.reason ?? null },
    });
    return emitEnterprise(tx, { id: enterprise.id, action: "enterprise.verify", wasVerified: false });
  });
}
