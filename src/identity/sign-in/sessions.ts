import type { RequestContext, Services } from "../../platform/context.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { redactError } from "../../platform/core/redact.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { sha256 } from "../../platform/core/vault.ts";
import { actorOfToken, endSession, noteSeen } from "../store/sessions.ts";

/**
 * Returns the account of a session token with one query, or null for an unknown or ended session. Notes once
 * an hour that a person with a role was there. A failure of that is logged and does not refuse the request.
 */
export async function resolveActor(
  services: Pick<Services, "db" | "log">,
  token: string,
): Promise<Actor | null> {
  const found = await actorOfToken(services.db, await sha256(token));
  if (found?.unseen)
    await noteSeen(services.db, found.actor.accountId).catch((error: unknown) =>
      services.log.warn({ error: redactError(error) }, "the last visit was not noted"),
    );
  return found?.actor ?? null;
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
