import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { recordAudit } from "../platform/core/store.ts";
import { endMemberships, endSessionsOf, insertMembership, type Membership } from "./store/accounts.ts";

const subject = (m: Membership) =>
  m.kind === "member" ? m.enterpriseId : m.kind === "officer" ? (m.county ?? m.city) : "program";

/**
 * Gives an account a role, inside the transaction of the decision. A repeated call has no effect. An office
 * ends the account's sessions, so staff rights need a token issued after the grant.
 */
export async function grantMembership(
  tx: Tx,
  ctx: RequestContext,
  grant: { accountId: string; membership: Membership },
): Promise<void> {
  const grantedBy = ctx.actor.kind === "account" ? ctx.actor.accountId : null;
  const fresh = await insertMembership(tx, { id: ctx.ids.uuid(), grantedBy, ...grant });
  if (fresh && grant.membership.kind !== "member") await endSessionsOf(tx, grant.accountId);
  const detail = { kind: grant.membership.kind, of: subject(grant.membership) };
  await recordAudit(tx, ctx, {
    action: "membership.grant",
    subjectKind: "account",
    subjectId: grant.accountId,
    detail,
  });
}

/** Takes a role away from the account's next request on. */
export async function endMembership(
  tx: Tx,
  ctx: RequestContext,
  end: { accountId: string; membership: Membership },
): Promise<void> {
  await endMemberships(tx, end.accountId, end.membership);
  const detail = { kind: end.membership.kind, of: subject(end.membership) };
  await recordAudit(tx, ctx, {
    action: "membership.end",
    subjectKind: "account",
    subjectId: end.accountId,
    detail,
  });
}
