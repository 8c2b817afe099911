import type { RequestContext } from "../../../platform/context.ts";
import { invalid } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { openBooth } from "../../booth-desk/index.ts";
import { askForPlan } from "../../fair/index.ts";
import { lockMeets, tellMeets } from "../../registrations/index.ts";
import { sendBoothAct } from "../remote/send-acts.ts";
import { isPublicLink } from "../rules.ts";
import { putMeeting } from "../store/interviews.ts";

/**
 * Sets the URL of the booth's meeting room for online interviews; null removes it. The program never requests
 * the URL. Throws INVALID_INPUT on `url` unless it is an https URL of a public host name.
 */
export async function setMeeting(
  ctx: RequestContext,
  { registrationId, url }: { registrationId: string; url: string | null },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const before = await lockMeets(tx, registrationId);
    const booth = await openBooth(tx, ctx, { registrationId });
    const { fairId, hostCity: city } = booth;
    if (url && !isPublicLink(url)) throw invalid("url", "NOT_HTTPS");
    if (!booth.hostedHere) return sendBoothAct(tx, ctx, booth, { act: "meeting", url: url || null });
    await putMeeting(tx, registrationId, url || null);
    await askForPlan(tx, fairId);
    const subject = { subjectKind: "fairRegistration", subjectId: registrationId, city };
    await recordAudit(tx, ctx, { action: "booth.meeting", ...subject, detail: { open: Boolean(url) } });
    await tellMeets(tx, ctx, { id: registrationId, before });
  });
}
