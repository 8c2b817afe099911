import { writeReceipt } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { placeOf, type Receipt } from "./receipt.ts";
import { selectToldEntry } from "./store.ts";

/**
 * Notes a receipt of another city's node in the ledger. `cities` are those of the node that signed it. A
 * repeated one changes nothing. Throws NOT_FOUND for a log that is not for one of them, and for an entry
 * that tells no record.
 */
export async function receiveReceipt(
  ctx: RequestContext,
  { receipt, cities }: { receipt: Receipt; cities: readonly string[] },
): Promise<void> {
  requireSystem(ctx.actor);
  const { stream, epoch, home, reader } = placeOf(receipt.log);
  if (!cities.includes(reader)) throw notFound();
  await inTransaction(ctx, async (tx) => {
    const told = orNotFound(await selectToldEntry(tx, { stream, epoch, seq: receipt.seq }));
    if (told.op !== "erase" && told.op !== "put") throw notFound();
    const { kind, id } = told;
    const { erasedAt, stores, deleted = null } = receipt;
    if (!(await writeReceipt(tx, { stream, kind, id, erasedAt, stores, deleted }))) return;
    await recordAudit(tx, ctx, {
      action: "erasure.confirmed",
      subjectKind: kind,
      subjectId: id,
      city: home,
      detail: { by: reader, seq: receipt.seq, ...(deleted && { deleted }) },
    });
  });
}
