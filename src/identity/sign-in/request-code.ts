import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { scheduleTask } from "../../platform/tasks/index.ts";
import { CODE_LIFE_S, CODES_PER_ADDRESS, RESEND_S, randomCode } from "../rules.ts";
import type { CodeAnswer, CodeRequest } from "../schema.ts";
import { sendSms } from "../sms/tasks.ts";
import { issueChallenge, takeQuota } from "../store/codes.ts";
import { putMessage } from "../store/messages.ts";

/** Returns the text that a code's HMAC covers: challenge, phone and code. */
export const codeText = (challengeId: string, phone: string, code: string) =>
  `${challengeId}:${phone}:${code}`;

/**
 * Counts one message against the limits per client address and per day. The first prevents that one machine
 * uses up the second.
 * Throws RATE_LIMITED at the limit per address, SMS_UNAVAILABLE at the daily limit.
 */
async function countMessage(tx: Tx, ctx: RequestContext, address: string | null): Promise<void> {
  if (address && !(await takeQuota(tx, { name: address, window: "hour", limit: CODES_PER_ADDRESS })))
    throw new AppError("RATE_LIMITED", { retryAfterS: 3_600 });
  if (!(await takeQuota(tx, { name: "all", window: "day", limit: ctx.config.smsDailyLimit })))
    throw new AppError("SMS_UNAVAILABLE", { retryAfterS: 3_600 });
}

/**
 * Sends a code to a phone. A known and an unknown phone take the same time and get the same response. The
 * database stores the code only hashed or encrypted.
 * Throws OTP_TOO_SOON within a minute after the last code, OTP_DAILY_LIMIT after ten codes a day,
 * RATE_LIMITED after 600 codes an hour from one address, SMS_UNAVAILABLE at the site's daily limit.
 */
export async function requestCode(ctx: RequestContext, input: CodeRequest): Promise<CodeAnswer> {
  const { phone } = input;
  const id = ctx.ids.uuid();
  const code = randomCode();
  const phoneIndex = await ctx.vault.index(phone);
  const codeHash = await ctx.vault.mac("otp", codeText(id, phone, code));
  const sealed = await ctx.vault.seal(JSON.stringify({ phone, template: "otp", values: { code } }));
  const address = ctx.client && (await ctx.vault.mac("address", ctx.client)).toString("base64url");
  await inTransaction(ctx, async (tx) => {
    const issue = await issueChallenge(tx, { id, phoneIndex, codeHash });
    if (issue.kind === "tooSoon") throw new AppError("OTP_TOO_SOON", { retryAfterS: issue.waitS });
    if (issue.kind === "phoneDaily") throw new AppError("OTP_DAILY_LIMIT", { retryAfterS: 86_400 });
    await putMessage(tx, { id, sealed, lifeS: CODE_LIFE_S });
    await scheduleTask(tx, { task: sendSms, key: id, payload: { messageId: id } });
    await countMessage(tx, ctx, address);
  });
  ctx.ring("tasks");
  return {
    expiresInS: CODE_LIFE_S,
    resendInS: RESEND_S,
    ...(ctx.sms.reveals ? { devCode: code } : {}),
  };
}
