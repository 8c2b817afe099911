import { movePhone, type PhoneChange, provePhones } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { tellCard } from "./cards/give-card.ts";
import { raiseGiven } from "./cards/store/given.ts";

/**
 * Changes the caller's phone number, proved by a code to the old and a code to the new one. Cities that hold
 * the person's card get the new number. Throws OTP_WRONG, OTP_EXPIRED or OTP_FORMER with the field,
 * INVALID_INPUT for the same number and for one that another account has.
 */
export async function changePhone(ctx: RequestContext, input: PhoneChange): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  const proven = await provePhones(ctx, input);
  await inTransaction(ctx, async (tx) => {
    await movePhone(tx, ctx, proven);
    for (const consentId of await raiseGiven(tx, accountId)) await tellCard(tx, ctx, consentId);
    await recordAudit(tx, ctx, { action: "account.phone", subjectKind: "account", subjectId: accountId });
  });
  ctx.ring("changes");
}
