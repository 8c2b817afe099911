import type { RequestContext } from "../../../platform/context.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { ownBooth } from "../booth.ts";
import { lockVisit, writeNote } from "../store/desk.ts";

/**
 * Stores the enterprise's note about a visit; only its members can read the note. Throws NOT_FOUND unless the
 * caller is a member and the visit was at this booth.
 */
export async function noteVisit(
  ctx: RequestContext,
  input: { registrationId: string; visitId: string; note: string | null },
): Promise<void> {
  const { hostCity: city } = await ownBooth(ctx, input.registrationId);
  await inTransaction(ctx, async (tx) => {
    const visit = orNotFound(await lockVisit(tx, input.visitId));
    if (visit.registrationId !== input.registrationId) throw notFound();
    await writeNote(tx, visit.id, input.note || null);
    await recordAudit(tx, ctx, {
      action: "booth.note",
      subjectKind: "boothVisit",
      subjectId: visit.id,
      city,
    });
  });
}
