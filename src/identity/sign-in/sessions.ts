import type { RequestContext, Services } from "../../platform/context.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { sha256 } from "../../platform/core/vault.ts";
import { actorOfToken, endSession } from "../store/accounts.ts";

/** Returns the account of a session token with one query, or null for an unknown or ended session. */
export async function resolveActor(services: Services, token: string): Promise<Actor | null> {
  return actorOfToken(services.db, await sha256(token));
}

/** Ends the caller's session. Its token is refused from the next request on. */
export async function signOut(ctx: RequestContext): Promise<void> {
  const account = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await endSession(tx, account.sessionId);
    await recordAudit(tx, ctx, {
      action: "session.end",
      subjectKind: "account",
      subjectId: account.accountId,
    });
  });
}
