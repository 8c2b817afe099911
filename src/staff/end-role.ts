import { endMembership, lockAdministrators, selectMembership } from "../identity/index.ts";
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
 * ended, LAST_ADMINISTRATOR for the only administrator; of two who end each other at once, one stays.
 */
export async function endRole(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId: own } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const { accountId, membership } = orNotFound(await selectMembership(tx, id));
    if (accountId !== own && !mayAppoint(ctx.actor, membership)) throw notFound();
    if (membership.kind === "administrator") {
      const holders = await lockAdministrators(tx);
      if (!holders.includes(accountId) || (accountId !== own && !holders.includes(own))) throw notFound();
      if (holders.length === 1) throw new AppError("LAST_ADMINISTRATOR");
    }
    if (!(await endMembership(tx, ctx, { accountId, membership }))) throw notFound();
    const about = { subjectId: id, params: { title: await placeName(ctx, membership) } };
    await notify(tx, ctx, [
      makeNotice("staffEnded", { account: accountId, ...about, cause: `staff:${id}:ended` }),
      ...(accountId === own
        ? []
        : [makeNotice("staffEndedBy", { account: own, ...about, cause: `staff:${id}:endedBy` })]),
    ]);
  });
}
