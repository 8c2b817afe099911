import { recordStart } from "../../../applications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { invalid, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { databaseToday, inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { ownBooth } from "../booth.ts";
import { lockIntent, startIntent } from "../store/desk.ts";

/**
 * Records the start (到岗) of a person with an intent, also after the fair. If the person has applied to the
 * posting, the start is recorded in the application, and the person confirms it there. Otherwise it is
 * recorded in the intent.
 * Throws INVALID_INPUT on `startedOn` for a day in the future, or before the application or intent.
 */
export async function recordIntentStart(
  ctx: RequestContext,
  { registrationId, intentId, startedOn }: { registrationId: string; intentId: string; startedOn: string },
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
