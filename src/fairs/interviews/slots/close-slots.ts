import type { RequestContext } from "../../../platform/context.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { openBooth } from "../../booth-desk/index.ts";
import { lockMeets, tellMeets } from "../../registrations/index.ts";
import { sendBoothAct } from "../remote/send-acts.ts";
import { deleteFreeSlots } from "../store/interviews.ts";

/**
 * Deletes a recruiter's slots for which no interview was ever booked. Returns their number, or null at a fair
 * of another node: its host deletes them.
 */
export async function closeSlots(
  ctx: RequestContext,
  { registrationId, recruiter }: { registrationId: string; recruiter: number },
): Promise<{ slots: number | null }> {
  const slots = await inTransaction(ctx, async (tx) => {
    const before = await lockMeets(tx, registrationId);
    const booth = await openBooth(tx, ctx, { registrationId });
    if (!booth.hostedHere) {
      await sendBoothAct(tx, ctx, booth, { act: "close", recruiter });
      return null;
    }
    const { hostCity: city } = booth;
    const gone = await deleteFreeSlots(tx, registrationId, recruiter);
    const subject = { subjectKind: "fairRegistration", subjectId: registrationId, city };
    const detail = { recruiter, slots: gone };
    await recordAudit(tx, ctx, { action: "interviewSlots.close", ...subject, detail });
    await tellMeets(tx, ctx, { id: registrationId, before });
    return gone;
  });
  return { slots };
}
