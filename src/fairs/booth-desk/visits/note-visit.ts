import type { RequestContext } from "../../../platform/context.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { databaseNow, inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { ownBooth } from "../booth.ts";
import { lockVisit } from "../store/desk.ts";
import { addNote } from "./add-note.ts";

/**
 * Appends the caller's note to a visit; only members of the enterprise can read it. A note that the caller
 * sends again counts once. Throws NOT_FOUND unless the caller is a member and the visit was at this booth.
 */
export async function noteVisit(
  ctx: RequestContext,
  { registrationId, visitId, note }: { registrationId: string; visitId: string; note: string },
): Promise<void> {
  const { hostCity: city } = await ownBooth(ctx, registrationId);
  await inTransaction(ctx, async (tx) => {
    const visit = orNotFound(await lockVisit(tx, visitId));
    if (visit.registrationId !== registrationId) throw notFound();
    if (!(await addNote(tx, ctx, { visitId, note, writtenAt: await databaseNow(tx) }))) return;
    await recordAudit(tx, ctx, { action: "booth.note", subjectKind: "boothVisit", subjectId: visitId, city });
  });
}
