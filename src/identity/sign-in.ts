import type { RequestContext } from "../platform/context.ts";
import { contextFor } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { randomToken, sha256 } from "../platform/core/vault.ts";
import { accountView } from "./account-view.ts";
import { codeText } from "./request-code.ts";
import { sameBytes } from "./rules.ts";
import type { SessionAnswer, SignIn } from "./schema.ts";
import { actorOfToken, endSession, insertSession, upsertAccounts } from "./store/accounts.ts";
import { spendTry, useChallenge } from "./store/codes.ts";

const refuse = (code: "OTP_WRONG" | "OTP_EXPIRED") =>
  new AppError(code, { fields: [{ path: "code", code }] });

/**
 * Exchanges a code for a session with a new token, and ends the caller's previous session.
 * Throws OTP_WRONG for a wrong code, OTP_EXPIRED if no valid code is left (too old, used, or five tries
 * spent), ACCOUNT_CLOSED for a closed account.
 */
export async function signIn(ctx: RequestContext, input: SignIn): Promise<SessionAnswer> {
  const phoneIndex = await ctx.vault.index(input.phone);
  const challenge = await spendTry(ctx.db, phoneIndex);
  if (!challenge) throw refuse("OTP_EXPIRED");
  const mac = await ctx.vault.mac("otp", codeText(challenge.id, input.phone, input.code));
  if (!sameBytes(mac, challenge.codeHash)) throw refuse("OTP_WRONG");
  const token = randomToken();
  const tokenHash = await sha256(token);
  const phoneSealed = await ctx.vault.seal(input.phone);
  const expiresAt = await inTransaction(ctx, async (tx) => {
    if (!(await useChallenge(tx, challenge.id))) throw refuse("OTP_EXPIRED");
    const [made] = await upsertAccounts(tx, [{ id: ctx.ids.uuid(), phoneIndex, phoneSealed, name: null }]);
    if (!made?.open) throw new AppError("ACCOUNT_CLOSED");
    const accountId = made.id;
    if (ctx.actor.kind === "account") await endSession(tx, ctx.actor.sessionId);
    const id = ctx.ids.uuid();
    const until = await insertSession(tx, { id, tokenHash, accountId });
    await recordAudit(tx, ctx, { action: "session.start", subjectKind: "account", subjectId: accountId });
    return until;
  });
  const actor = await actorOfToken(ctx.db, tokenHash);
  if (!actor) throw new AppError("SESSION_ENDED");
  const account = await accountView(contextFor(ctx, actor, ctx));
  return { token, expiresAt: expiresAt.toISOString(), account };
}
