import type { Tx } from "../../../db/client.ts";
import { grantMembership } from "../../identity/index.ts";
import { emit } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { databaseNow, inTransaction, recordAudit } from "../../platform/core/store.ts";
import { emitEnterprise } from "../present.ts";
import { readUscc, requireNextStatus, verifiedCode } from "../rules.ts";
import { ClaimDecision, type ClaimView } from "../schema.ts";
import { type Enterprise, lockEnterprise, selectTwin, updateEnterpriseRow } from "../store.ts";
import { type EnterpriseClaim, enterpriseOfClaim, lockClaim, settleClaim } from "./store.ts";

/**
 * Approves or rejects a claim. The caller must be an officer of the enterprise's home city or county.
 * Approval makes the claimant a member. It also verifies an enterprise that is not verified, so that people
 * can apply to its reposts. The claim's credit code is used if the enterprise has none.
 * Throws NOT_FOUND for other callers, CLAIM_STATE if the claim was decided before, ENTERPRISE_STATE if the
 * enterprise is suspended. Throws ENTERPRISE_EXISTS if another enterprise has the credit code, INVALID_INPUT
 * if the code is missing, or fails its check and is not overridden.
 */
export async function decideClaim(
  ctx: RequestContext,
  given: ClaimDecision & { claimId: string },
): Promise<ClaimView> {
  const { claimId, ...rest } = given;
  const input = ClaimDecision.parse(rest);
  return inTransaction(ctx, async (tx) => {
    const enterprise = orNotFound(await lockEnterprise(tx, orNotFound(await enterpriseOfClaim(tx, claimId))));
    requireOfficerOf(ctx.actor, enterprise.homeCity, enterprise.county);
    const claim = orNotFound(await lockClaim(tx, claimId));
    if (claim.status !== "pending") throw new AppError("CLAIM_STATE", { facts: { status: claim.status } });
    const status = input.decision === "approve" ? "approved" : "rejected";
    const reason = input.reason ?? null;
    await settleClaim(tx, claimId, { status, reason, decidedBy: accountIdOf(ctx.actor) });
    if (status === "approved") await admit(tx, ctx, { claim, enterprise, overrideUscc: input.overrideUscc });
    await recordAudit(tx, ctx, {
      action: "enterprise.decideClaim",
      subjectKind: "enterprise",
      subjectId: enterprise.id,
      city: enterprise.homeCity,
      detail: { claimId, status, reason, overrideUscc: input.overrideUscc },
    });
    if (status === "approved")
      await emitEnterprise(tx, {
        id: enterprise.id,
        action: "enterprise.decideClaim",
        wasVerified: enterprise.status === "verified",
      });
    await emit(tx, {
      city: enterprise.homeCity,
      audience: "local",
      kind: "claim",
      id: claimId,
      rev: 2,
      op: "close",
      payload: { status, enterpriseId: enterprise.id, accountId: claim.accountId },
    });
    return {
      id: claimId,
      enterpriseId: enterprise.id,
      status,
      reason,
      createdAt: claim.createdAt.toISOString(),
    };
  });
}

async function admit(
  tx: Tx,
  ctx: RequestContext,
  {
    claim,
    enterprise,
    overrideUscc,
  }: { claim: EnterpriseClaim; enterprise: Enterprise; overrideUscc: boolean },
): Promise<void> {
  await grantMembership(tx, ctx, {
    accountId: claim.accountId,
    membership: { kind: "member", enterpriseId: enterprise.id },
  });
  if (enterprise.status === "verified") {
    await updateEnterpriseRow(tx, enterprise.id, {});
    return;
  }
  const status = requireNextStatus(enterprise.status, "verify");
  const known = enterprise.uscc ? enterprise : claim.uscc ? readUscc(claim.uscc) : enterprise;
  const code = verifiedCode(known, overrideUscc);
  const twin = await selectTwin(tx, {
    homeCity: enterprise.homeCity,
    uscc: code.uscc,
    nameKey: null,
    except: enterprise.id,
  });
  if (twin) throw new AppError("ENTERPRISE_EXISTS", { facts: { enterpriseId: twin } });
  await updateEnterpriseRow(tx, enterprise.id, {
    ...code,
    status,
    refusalReason: null,
    refusedAt: null,
    verifiedAt: await databaseNow(tx),
    verifiedBy: accountIdOf(ctx.actor),
  });
}
