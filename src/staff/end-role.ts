import { endMembership, lockHolders, selectMembership } from "../identity/index.ts";
import { notify } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError, notFound, orNotFound } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction } from "../platform/core/store.ts";
import { makeNotice } from "./notices.ts";
import { placeName } from "./place-names.ts";
import { mayAppoint } from "./rules.ts";

/**
 * Ends a person's role, from the person's next request on, and tells both. Whoever may appoint at the place
 * may end a role there, and everybody the own role. Throws NOT_FOUND for others and for a role that has
 * ended, LAST_ADMINISTRATOR for the only administrator; of two who end each other at once, one stays. Throws
 * LAST_MEMBER for the only member of an enterprise unless `leaveNobody` confirms it.
 */
export async function endRole(
  ctx: RequestContext,
  { id, leaveNobody = false }: { id: string; leaveNobody?: boolean | undefined },
): Promise<void> {
  const { accountId: own } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const { accountId, membership } = orNotFound(await selectMembership(tx, id));
    if (accountId !== own && !mayAppoint(ctx.actor, membership)) throw notFound();
    if (membership.kind === "administrator") {
      const holders = await lockHolders(tx, membership);
      if (!holders.includes(accountId) || (accountId !== own && !holders.includes(own))) throw notFound();
      if (holders.length === 1) throw new AppError("LAST_ADMINISTRATOR");
    }
    if (membership.kind === "member" && !leaveNobody) {
      const holders = await lockHolders(tx, membership);
      if (holders.length === 1 && holders.includes(accountId)) throw new AppError("LAST_MEMBER");
    }
    if (!(await endMembership(tx, ctx, { accountId, membership }))) throw notFound();
    const title = await placeName(ctx, membership);
    const ended = { account: accountId, subjectId: id, params: { title }, cause: `staff:${id}:ended` };
    const by = { account: own, subjectId: id, params: { title, place: membership } };
    await notify(tx, ctx, [
      makeNotice("staffEnded", ended),
      ...(accountId === own ? [] : [makeNotice("staffEndedBy", { ...by, cause: `staff:${id}:endedBy` })]),
    ]);
  });
}
