import { recordLooks } from "../../../candidates/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import type { FollowUpView } from "../schema.ts";
import { type FollowUpRow, selectFollowUps } from "../store/follow-ups.ts";

const toView = ({ accountId: _account, applicationId: _application, ...row }: FollowUpRow): FollowUpView =>
  row;

/** Returns the follow-ups of the caller's own starts, without the enterprises' answers. */
export async function listMyFollowUps(ctx: RequestContext): Promise<FollowUpView[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectFollowUps(ctx.db, { accountId });
  return rows.map((row) => ({ ...toView(row), callName: null, enterpriseAnswer: null }));
}

/**
 * Returns the follow-ups of starts at the caller's enterprises, without the persons' answers. Records the
 * look at each person's name.
 */
export async function listEmployerFollowUps(ctx: RequestContext): Promise<FollowUpView[]> {
  const { enterprises } = requireAccount(ctx.actor);
  const rows = await selectFollowUps(ctx.db, { enterprises: enterprises.map(({ id }) => id) });
  const named = rows.filter(({ callName }) => callName !== null);
  for (const organisation of new Set(named.map(({ enterprise }) => enterprise)))
    await recordLooks(
      ctx,
      { role: "member", organisation, why: "followUps" },
      named.flatMap(({ enterprise, accountId, applicationId }) =>
        enterprise === organisation && accountId ? [{ accountId, applicationId }] : [],
      ),
    );
  return rows.map((row) => ({ ...toView(row), personAnswer: null }));
}
