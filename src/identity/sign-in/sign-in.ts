import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { sealPhone } from "../phones.ts";
import { sameBytes } from "../rules.ts";
import type { SessionAnswer, SignIn } from "../schema.ts";
import { upsertAccounts } from "../store/accounts.ts";
import { returnTry, spendTry, useChallenges } from "../store/codes.ts";
import { openSession, sessionAnswer } from "./open-session.ts";
import { codeText } from "./request-code.ts";

const refuse = (code: "OTP_WRONG" | "OTP_EXPIRED" | "OTP_FORMER", path = "code") =>
  new AppError(code, { fields: [{ path, code }] });

/**
 * Compares a code with the phone's two newest challenges, because two text messages may arrive in any order.
 * Returns the id of the challenge that the code opens. `path` names the field of the code in errors.
 * Throws OTP_EXPIRED if no challenge is open, OTP_FORMER for the earlier code if only the newer is open,
 * OTP_WRONG otherwise. The earlier code costs no try of the newer.
 */
export async function challengeOf(
  ctx: RequestContext,
  phoneIndex: Buffer,
  { phone, code, path = "code" }: SignIn & { path?: string },
): Promise<string> {
  const challenges = await spendTry(ctx.db, phoneIndex);
  if (!challenges.some(({ open }) => open)) throw refuse("OTP_EXPIRED", path);
  for (const { id, codeHash, open } of challenges) {
    if (!sameBytes(await ctx.vault.mac("otp", codeText(id, phone, code)), codeHash)) continue;
    if (open) return id;
    const other = challenges.find((one) => one.open);
    if (other) await returnTry(ctx.db, other.id);
    throw refuse(other === challenges[0] ? "OTP_FORMER" : "OTP_EXPIRED", path);
  }
  throw refuse("OTP_WRONG", path);
}

/**
 * Exchanges a code for a session with a new token, and ends the caller's previous session. The phone's last
 * two codes are valid until one of them is used.
 * Throws the errors of `challengeOf`, ACCOUNT_CLOSED for a closed account.
 */
export async function signIn(ctx: RequestContext, input: SignIn): Promise<SessionAnswer> {
  const phone = await sealPhone(ctx.vault, input.phone);
  const { phoneIndex } = phone;
  const challengeId = await challengeOf(ctx, phoneIndex, input);
  const opened = await inTransaction(ctx, async (tx) => {
    if (!(await useChallenges(tx, { id: challengeId, phoneIndex }))) throw refuse("OTP_EXPIRED");
    const [made] = await upsertAccounts(tx, [{ id: ctx.ids.uuid(), ...phone, name: null }]);
    if (!made?.open) throw new AppError("ACCOUNT_CLOSED");
    const session = await openSession(tx, ctx, made.id);
    await recordAudit(tx, ctx, { action: "session.start", subjectKind: "account", subjectId: made.id });
    return session;
  });
  return sessionAnswer(ctx, opened);
}
