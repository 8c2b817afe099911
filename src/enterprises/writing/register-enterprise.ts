import type { Tx } from "../../../db/client.ts";
import { divisionNames, homeCityOf } from "../../cities/index.ts";
import { grantMembership } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { emitEnterprise } from "../present.ts";
import { nameKey, readUscc } from "../rules.ts";
import { EnterpriseInput, type EnterpriseView } from "../schema.ts";
import { insertEnterprise, selectInviter, selectTwin } from "../store.ts";

/**
 * Returns the city that is responsible for an enterprise: that of the enterprise's county. With an invitation
 * it is the inviting city, unless the county's city belongs to the fair's agreement. Throws INVALID_INPUT if
 * there is none.
 */
async function answeringCity(
  tx: Tx,
  ctx: RequestContext,
  { county, invitation }: Pick<EnterpriseInput, "county" | "invitation">,
): Promise<string> {
  const own = await homeCityOf(tx, county);
  if (invitation === undefined) {
    if (own === null) throw invalid("county", "NO_UNION_HERE");
    return own;
  }
  if (!(await divisionNames(ctx)).has(county)) throw invalid("county", "UNKNOWN_DIVISION");
  const inviter = await selectInviter(tx, invitation, own);
  if (!inviter) throw invalid("invitation", "UNKNOWN");
  return own !== null && inviter.insider ? own : inviter.city;
}

/**
 * Registers an enterprise and makes the caller a member. It has the status `claimed` until an officer
 * verifies it. A credit code that fails its check is stored and flagged.
 * Throws ENTERPRISE_EXISTS if an enterprise of the sharing cities has the code. Throws it too if the city has
 * an enterprise of this name without a code, for example from an import. Throws INVALID_INPUT for a county
 * without a federation on this node unless invited, and for an unknown or used invitation.
 */
export async function registerEnterprise(
  ctx: RequestContext,
  given: EnterpriseInput,
): Promise<EnterpriseView> {
  const actor = requireAccount(ctx.actor);
  const { uscc, county, invitation, ...input } = EnterpriseInput.parse(given);
  const code = readUscc(uscc);
  return inTransaction(ctx, async (tx) => {
    const homeCity = await answeringCity(tx, ctx, { county, invitation });
    const key = nameKey(input.name);
    const twin = await selectTwin(tx, { homeCity, uscc: code.uscc, nameKey: key });
    if (twin) throw new AppError("ENTERPRISE_EXISTS", { facts: { enterpriseId: twin } });
    const id = ctx.ids.uuid();
    await insertEnterprise(tx, {
      ...input,
      ...code,
      id,
      homeCity,
      county: county === homeCity ? null : county,
      nameKey: key,
      status: "claimed",
      origin: "registered",
    });
    await grantMembership(tx, ctx, {
      accountId: actor.accountId,
      membership: { kind: "member", enterpriseId: id },
    });
    await recordAudit(tx, ctx, {
      action: "enterprise.register",
      subjectKind: "enterprise",
      subjectId: id,
      city: homeCity,
      detail: { usccCheck: code.usccCheck },
    });
    return emitEnterprise(tx, { id, action: "enterprise.register", wasVerified: false });
  });
}
