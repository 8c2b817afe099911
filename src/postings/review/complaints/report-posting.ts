import type { RequestContext } from "../../../platform/context.ts";
import { shanghaiDay } from "../../../platform/core/clock.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { databaseNow, inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { getPosting } from "../../views/get-posting.ts";
import { ComplaintInput, type ComplaintReceipt } from "./schema.ts";
import { countOf, insertComplaint, isElsewhere } from "./store.ts";

/** Complaints of one account in a day, and of all visitors of one address, who may be a whole town. */
export const ACCOUNT_MAX = 5;
export const ADDRESS_MAX = 30;

/**
 * Records a complaint about a live posting for the officers of its home city. The reporter needs no account,
 * and the row names nobody. The same words again on the same day are the same complaint. Throws as
 * `getPosting` does, COMPLAINT_ELSEWHERE for a posting that another node writes, RATE_LIMITED.
 */
export async function reportPosting(
  ctx: RequestContext,
  given: ComplaintInput & { id: string },
): Promise<ComplaintReceipt> {
  const { id, ...rest } = given;
  const input = ComplaintInput.parse(rest);
  const posting = await getPosting(ctx, id);
  if (await isElsewhere(ctx.db, posting.homeCity)) throw new AppError("COMPLAINT_ELSEWHERE");
  const own = ctx.actor.kind === "account";
  const who = ctx.actor.kind === "account" ? `account ${ctx.actor.accountId}` : `address ${ctx.client ?? ""}`;
  return inTransaction(ctx, async (tx) => {
    const day = shanghaiDay(await databaseNow(tx));
    const reporter = await ctx.vault.mac("complaint", `${day} ${who}`);
    const before = await countOf(tx, reporter);
    const fresh = { id: ctx.ids.uuid(), reference: ctx.ids.reference(), postingId: id, reporter, ...input };
    const reference = await insertComplaint(tx, fresh);
    const created = reference === fresh.reference;
    // A repeated complaint gets its reference again, even from a person who reached the limit of the day.
    if (created && before >= (own ? ACCOUNT_MAX : ADDRESS_MAX)) throw new AppError("RATE_LIMITED");
    if (created)
      await recordAudit(tx, ctx, {
        action: "posting.complain",
        subjectKind: "posting",
        subjectId: id,
        city: posting.homeCity,
        detail: { complaintId: fresh.id, reason: input.reason },
      });
    return { reference, created };
  });
}
