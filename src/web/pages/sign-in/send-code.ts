import { requestCode } from "../../../identity/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";

export type SentCode = { devCode?: string | undefined; again?: boolean };

/**
 * Sends an SMS code. Too soon after the last code it sends nothing: the last code stays valid and `again` is
 * true.
 */
export async function sendCode(ctx: RequestContext, phone: string): Promise<SentCode> {
  try {
    return await requestCode(ctx, { phone });
  } catch (error) {
    if (error instanceof AppError && error.code === "OTP_TOO_SOON") return { again: true };
    throw error;
  }
}
