import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { databaseNow, recordAudit } from "../../platform/core/store.ts";
import { emitPostings } from "../emissions.ts";
import { lockOpenOf, updatePosting } from "../store/rows.ts";

/**
 * Closes all published and submitted postings of an enterprise, inside the transaction that suspends the
 * enterprise. The caller must have checked the rights. Returns the number of closed postings.
 */
export async function closePostingsOf(tx: Tx, ctx: RequestContext, enterpriseId: string): Promise<number> {
  const open = await lockOpenOf(tx, enterpriseId);
  const closedAt = await databaseNow(tx);
  const reason = "enterpriseSuspended";
  for (const posting of open) {
    await updatePosting(tx, posting.id, { status: "closed", closeReason: reason, closedAt });
    await recordAudit(tx, ctx, {
      action: "posting.close",
      subjectKind: "posting",
      subjectId: posting.id,
      city: posting.homeCity,
      detail: { reason, from: posting.status },
    });
  }
  const shown = open.filter((posting) => posting.status === "published").map((posting) => posting.id);
  const waiting = open.filter((posting) => posting.status !== "published").map((posting) => posting.id);
  await emitPostings(tx, shown, { audience: "close", action: "posting.close", reason });
  await emitPostings(tx, waiting, { audience: "local", action: "posting.close", reason });
  return open.length;
}
