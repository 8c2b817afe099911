import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { accountIdOf } from "../platform/core/actor.ts";
import { recordAudit } from "../platform/core/store.ts";
import { endMemberships, insertMembership, type Membership } from "./store/memberships.ts";
import { endSessionsOf } from "./store/sessions.ts";

const subject = (m: Membership) =>
  m.kind === "member" ? m.enterpriseId : m.kind === "officer" ? (m.county ?? m.city) : "program";

/**
 * Grants a role to an account, inside the transaction of the decision. A repeated call grants nothing new.
 * `grantedBy` is the person who decided; the caller unless given.
 * A new role of officer or administrator ends the account's sessions, so that staff rights need a new
 * sign-in.
 */
export async function grantMembership(
  tx: Tx,
  ctx: RequestContext,
  grant: { accountId: string; membership: Membership; grantedBy?: string | null },
): Promise<void> {
  const { accountId, membership, grantedBy = accountIdOf(ctx.actor) } = grant;
  const fresh = await insertMembership(tx, { id: ctx.ids.uuid(), grantedBy, accountId, membership });
  if (fresh && grant.membership.kind !== "member") await endSessionsOf(tx, grant.accountId);
  const detail = { kind: grant.membership.kind, of: subject(grant.membership) };
  await recordAudit(tx, ctx, {
    action: "membership.grant",
    subjectKind: "account",
    subjectId: grant.accountId,
    detail,
  });
}

/**
 * Ends a role of an account. The role is lost from the account's next request on. Returns false, and writes
 * nothing, if the account does not hold it any more.
 */
export async function endMembership(
  tx: Tx,
  ctx: RequestContext,
  end: { accountId: string; membership: Membership },
): Promise<boolean> {
  if ((await endMemberships(tx, end.accountId, end.membership)) === 0) return false;
  const detail = { kind: end.membership.kind, of: subject(end.membership) };
  await recordAudit(tx, ctx, {
    action: "membership.end",
    subjectKind: "account",
    subjectId: end.accountId,
    detail,
  });
  return true;
}
