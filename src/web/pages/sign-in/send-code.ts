import { requestCode } from "../../../identity/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";

export type SentCode = {
  devCode?: string | undefined;
  again?: boolean;
  /** True if codes go to confirmed e-mail addresses, because there is no SMS gateway. */
  byMail: boolean;
};

/** Returns true if sign-in codes go to confirmed e-mail addresses, because there is no SMS gateway. */
export const codesGoByMail = ({ sms, config }: RequestContext): boolean =>
  !sms.reveals && config.sms === null;

/**
 * Sends a code. Too soon after the last code it sends nothing: the last code stays valid and `again` is
 * true.
 */
export async function sendCode(ctx: RequestContext, phone: string): Promise<SentCode> {
  const byMail = codesGoByMail(ctx);
  try {
    return { ...(await requestCode(ctx, { phone })), byMail };
  } catch (error) {
    if (error instanceof AppError && error.code === "OTP_TOO_SOON") return { again: true, byMail };
    throw error;
  }
}
