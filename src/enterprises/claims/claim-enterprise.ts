import { emit } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, requireAccount } from "../../platform/core/guard.ts";
import { databaseNow, inTransaction, recordAudit } from "../../platform/core/store.ts";
import { readUscc } from "../rules.ts";
import { ClaimInput, type ClaimView } from "../schema.ts";
import { lockEnterprise, selectEnterprise } from "../store.ts";
import { countPendingClaims, insertClaim } from "./store.ts";

/** Highest number of pending claims per person. More would suggest guessing. */
const PENDING_MAX = 5;

/**
 * Records the caller's claim to an existing enterprise. It has no effect until an officer approves it.
 * Throws NOT_FOUND if the caller may not see the enterprise, ENTERPRISE_STATE if it is suspended, CONFLICT
 * for a member or a second pending claim. Throws RATE_LIMITED above five pending claims, INVALID_INPUT if the
 * enterprise has another credit code.
 */
export async function claimEnterprise(
  ctx: RequestContext,
  given: ClaimInput & { enterpriseId: string },
): Promise<ClaimView> {
  const actor = requireAccount(ctx.actor);
  const { enterpriseId, ...rest } = given;
  const input = ClaimInput.parse(rest);
  const { uscc, usccCheck } = readUscc(input.uscc);
  return inTransaction(ctx, async (tx) => {
    orNotFound(await selectEnterprise(tx, ctx, enterpriseId));
    const enterprise = orNotFound(await lockEnterprise(tx, enterpriseId));
    if (enterprise.status === "suspended")
      throw new AppError("ENTERPRISE_STATE", { facts: { status: enterprise.status } });
    if (isMemberOf(actor, enterpriseId)) throw new AppError("CONFLICT");
    if (enterprise.uscc !== null && enterprise.uscc !== uscc) throw invalid("uscc", "USCC_MISMATCH");
    if ((await countPendingClaims(tx, actor.accountId)) >= PENDING_MAX) throw new AppError("RATE_LIMITED");
    const id = ctx.ids.uuid();
    const createdAt = await databaseNow(tx);
    const values = {
      id,
      enterpriseId,
      accountId: actor.accountId,
      status: "pending",
      uscc,
      usccCheck,
    } as const;
    if (!(await insertClaim(tx, { ...values, statement: input.statement, createdAt })))
      throw new AppError("CONFLICT");
    await recordAudit(tx, ctx, {
      action: "enterprise.claim",
      subjectKind: "enterprise",
      subjectId: enterpriseId,
      city: enterprise.homeCity,
      detail: { claimId: id, usccCheck },
    });
    await emit(tx, {
      city: enterprise.homeCity,
      audience: "local",
      kind: "claim",
      id,
      rev: 1,
      op: "put",
      payload: { action: "enterprise.claim", status: "pending", enterpriseId },
    });
    return { id, enterpriseId, status: "pending", reason: null, createdAt: createdAt.toISOString() };
  });
}
