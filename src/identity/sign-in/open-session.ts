import type { Tx } from "../../../db/client.ts";
import { contextFor, type RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { randomToken, sha256 } from "../../platform/core/vault.ts";
import { accountView } from "../account-view.ts";
import type { SessionAnswer } from "../schema.ts";
import { actorOfToken, endSession, insertSession } from "../store/sessions.ts";

type OpenedSession = { token: string; tokenHash: Buffer; expiresAt: Date };

/**
 * Opens a session with a new token for an account, and ends the caller's previous session. The caller must
 * have proved who the person is, and writes the audit row.
 */
export async function openSession(tx: Tx, ctx: RequestContext, accountId: string): Promise<OpenedSession> {
  const token = randomToken();
  const tokenHash = await sha256(token);
  if (ctx.actor.kind === "account") await endSession(tx, ctx.actor.sessionId);
  const expiresAt = await insertSession(tx, { id: ctx.ids.uuid(), tokenHash, accountId });
  return { token, tokenHash, expiresAt };
}

/** Returns a committed session with its account. Throws SESSION_ENDED if the session ended meanwhile. */
export async function sessionAnswer(ctx: RequestContext, opened: OpenedSession): Promise<SessionAnswer> {
  const found = await actorOfToken(ctx.db, opened.tokenHash);
  if (!found) throw new AppError("SESSION_ENDED");
  const account = await accountView(contextFor(ctx, found.actor, ctx));
  return { token: opened.token, expiresAt: opened.expiresAt.toISOString(), account };
}
