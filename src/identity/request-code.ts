import type { RequestContext } from "../context.ts";
import { AppError } from "../core/errors.ts";
import { inTransaction } from "../core/store.ts";
import { scheduleTask } from "../tasks/index.ts";
import { CODE_LIFE_S, RESEND_S, randomCode } from "./rules.ts";
import type { CodeAnswer, CodeRequest } from "./schema.ts";
import { putMessage } from "./store/accounts.ts";
import { issueChallenge } from "./store/codes.ts";

/** What a code's MAC covers: its challenge and its phone, so that it fits nothing else. */
export const codeText = (challengeId: string, phone: string, code: string) =>
  `${challengeId}:${phone}:${code}`;

/**
 * Sends a code to a phone, known or not: both cost and answer the same. OTP_TOO_SOON within a minute, OTP_DAILY_LIMIT
 * after ten a day, SMS_UNAVAILABLE when the day's breaker is out. The code itself lies in the database only sealed.
 */
export async function requestCode(ctx: RequestContext, input: CodeRequest): Promise<CodeAnswer> {
  const { phone } = input;
  const id = ctx.ids.uuid();
  const code = randomCode();
  const phoneIndex = await ctx.vault.index(phone);
  const codeHash = await ctx.vault.mac("otp", codeText(id, phone, code));
  const sealed = await ctx.vault.seal(JSON.stringify({ phone, template: "otp", values: { code } }));
  const dailyLimit = ctx.config.smsDailyLimit;
  await inTransaction(ctx, async (tx) => {
    const issue = await issueChallenge(tx, { id, phoneIndex, codeHash, dailyLimit });
    if (issue.kind === "tooSoon") throw new AppError("OTP_TOO_SOON", { retryAfterS: issue.waitS });
    if (issue.kind === "phoneDaily") throw new AppError("OTP_DAILY_LIMIT", { retryAfterS: 86_400 });
    if (issue.kind === "allDaily") throw new AppError("SMS_UNAVAILABLE", { retryAfterS: 3_600 });
    await putMessage(tx, { id, sealed, lifeS: CODE_LIFE_S });
    await scheduleTask(tx, { kind: "sms.send", key: id, payload: { messageId: id } });
  });
  ctx.ring("tasks");
  return {
    expiresInS: CODE_LIFE_S,
    resendInS: RESEND_S,
    ...(ctx.sms.reveals ? { devCode: code } : {}),
  };
}
