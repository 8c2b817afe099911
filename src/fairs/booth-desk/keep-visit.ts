import { recordStart } from "../../applications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { invalid, notFound, orNotFound } from "../../platform/core/errors.ts";
import { databaseToday, inTransaction, recordAudit } from "../../platform/core/store.ts";
import { openBooth, ownBooth } from "./booth.ts";
import { makeIntent } from "./scan-at-booth.ts";
import { bringsPosting, lockIntent, lockVisit, startIntent, writeNote } from "./store/desk.ts";

type OfBooth = { registrationId: string };

/** Stores the enterprise's note about a visit. Only the enterprise reads it. */
export async function noteVisit(
  ctx: RequestContext,
  input: OfBooth & { visitId: string; note: string | null },
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

/**
 * Records an intent (就业意向) of a visitor for one of the booth's postings. `created` is false if it existed.
 */
export async function recordIntent(
  ctx: RequestContext,
  { registrationId, visitId, postingId }: OfBooth & { visitId: string; postingId: string },
): Promise<{ created: boolean }> {
  const created = await inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId, late: true });
    const visit = orNotFound(await lockVisit(tx, visitId));
    if (visit.registrationId !== registrationId) throw notFound();
    if (!(await bringsPosting(tx, registrationId, postingId))) throw invalid("postingId", "INVALID_VALUE");
    return makeIntent(tx, ctx, { booth, visit, postingId });
  });
  ctx.ring("changes");
  return { created };
}

/**
 * Records the start (到岗) of a person with an intent, at any later time: in the application, where the person
 * confirms it, else at the intent. Throws 422 for a day in the future or before the intent.
 */
export async function recordIntentStart(
  ctx: RequestContext,
  { registrationId, intentId, startedOn }: OfBooth & { intentId: string; startedOn: string },
): Promise<void> {
  const { hostCity: city } = await ownBooth(ctx, registrationId);
  const applicationId = await inTransaction(ctx, async (tx) => {
    const intent = orNotFound(await lockIntent(tx, intentId));
    if (intent.registrationId !== registrationId) throw notFound();
    if (intent.applicationId) return intent.applicationId;
    if (startedOn > (await databaseToday(tx))) throw invalid("startedOn", "FUTURE");
    if (startedOn < intent.madeOn) throw invalid("startedOn", "BEFORE_INTENT");
    await startIntent(tx, intentId, startedOn);
    await recordAudit(tx, ctx, {
      action: "fairIntent.start",
      subjectKind: "fairIntent",
      subjectId: intentId,
      city,
    });
    return null;
  });
  if (applicationId) await recordStart(ctx, { id: applicationId, startedOn });
}
