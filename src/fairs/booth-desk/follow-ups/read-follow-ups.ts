import type { RequestContext } from "../../../platform/context.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import type { FollowUpView } from "../schema.ts";
import { selectFollowUps } from "../store/follow-ups.ts";

/** Returns the follow-ups of the caller's own starts, without the enterprises' answers. */
export async function listMyFollowUps(ctx: RequestContext): Promise<FollowUpView[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectFollowUps(ctx.db, { accountId });
  return rows.map((row) => ({ ...row, callName: null, enterpriseAnswer: null }));
}

/** Returns the follow-ups of starts at the caller's enterprises, without the persons' answers. */
export async function listEmployerFollowUps(ctx: RequestContext): Promise<FollowUpView[]> {
  const { enterprises } = requireAccount(ctx.actor);
  const rows = await selectFollowUps(ctx.db, { enterprises: enterprises.map(({ id }) => id) });
  return rows.map((row) => ({ ...row, personAnswer: null }));
}
