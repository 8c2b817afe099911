import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError, invalid } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { isDuplicate } from "../platform/core/store.ts";
import { phoneOf, sealPhone } from "./phones.ts";
import type { PhoneChange } from "./schema.ts";
import { challengeOf } from "./sign-in/sign-in.ts";
import { updatePhone } from "./store/accounts.ts";
import { useChallenges } from "./store/codes.ts";
import { dropLinksOf } from "./store/links.ts";
import { endOtherSessions } from "./store/sessions.ts";

/** Both numbers of a change, each proved by a code that is not used up yet. */
type Proven = { old: Proof; fresh: Proof };
type Proof = { challengeId: string; phone: Awaited<ReturnType<typeof sealPhone>> };

/**
 * Compares both codes of a change of the caller's number. Throws OTP_WRONG, OTP_EXPIRED or OTP_FORMER with
 * the field, INVALID_INPUT if both numbers are the same.
 */
export async function provePhones(ctx: RequestContext, input: PhoneChange): Promise<Proven> {
  const { accountId } = requireAccount(ctx.actor);
  const present = await phoneOf(ctx, ctx.db, accountId);
  if (present === input.phone) throw invalid("phone", "SAME_PHONE");
  const prove = async (phone: string, code: string, path: string): Promise<Proof> => {
    const sealed = await sealPhone(ctx.vault, phone);
    return { challengeId: await challengeOf(ctx, sealed.phoneIndex, { phone, code, path }), phone: sealed };
  };
  const old = await prove(present, input.oldCode, "oldCode");
  return { old, fresh: await prove(input.phone, input.newCode, "newCode") };
}

/** Uses up a code. Throws OTP_EXPIRED if a concurrent request used it. */
async function useUp(tx: Tx, { challengeId, phone }: Proof, path: string): Promise<void> {
  const used = await useChallenges(tx, { id: challengeId, phoneIndex: phone.phoneIndex });
  if (!used) throw new AppError("OTP_EXPIRED", { fields: [{ path, code: "OTP_EXPIRED" }] });
}

/**
 * Gives the caller's account its new number inside a transaction, and ends its other sessions and its
 * sign-in links. Throws OTP_EXPIRED if a code was used meanwhile, INVALID_INPUT if another account has the
 * number. The caller writes the audit row.
 */
export async function movePhone(tx: Tx, ctx: RequestContext, { old, fresh }: Proven): Promise<void> {
  const { accountId, sessionId } = requireAccount(ctx.actor);
  await useUp(tx, old, "oldCode");
  await useUp(tx, fresh, "newCode");
  try {
    if (!(await updatePhone(tx, accountId, fresh.phone))) throw invalid("phone", "PHONE_TAKEN");
  } catch (error) {
    throw isDuplicate(error) ? invalid("phone", "PHONE_TAKEN") : error;
  }
  await endOtherSessions(tx, accountId, sessionId);
  await dropLinksOf(tx, accountId);
}
