import type { RequestContext } from "../../../platform/context.ts";
import { invalid } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { openBooth } from "../../booth-desk/index.ts";
import { askForPlan } from "../../fair/index.ts";
import { lockMeets, tellMeets } from "../../registrations/index.ts";
import { sendBoothAct } from "../remote/send-acts.ts";
import type { InterviewSlotsInput } from "../schema.ts";
import { countSlots, insertSlots } from "../store/interviews.ts";

const SLOTS_MAX = 500;
const MINUTE_MS = 60_000;

/**
 * Opens a period of a recruiter for interviews, split into slots. Returns the number of slots. At a
 * fair of another node its host opens them, and the number is null.
 * Throws INVALID_INPUT: OUTSIDE_FAIR; OVERLAPS for an overlap with other slots of the recruiter; TOO_SMALL
 * for less than one slot; TOO_BIG for an unknown recruiter or more than 500 slots at the booth.
 */
export async function openSlots(
  ctx: RequestContext,
  input: InterviewSlotsInput & { registrationId: string },
): Promise<{ slots: number | null }> {
  const { registrationId, ...asked } = input;
  const { recruiter, minutes, capacity } = asked;
  const [from, to] = [new Date(input.from).getTime(), new Date(input.to).getTime()];
  const count = Math.floor((to - from) / (minutes * MINUTE_MS));
  const opened = await inTransaction(ctx, async (tx) => {
    const before = await lockMeets(tx, registrationId);
    const booth = await openBooth(tx, ctx, { registrationId });
    if (count < 1) throw invalid("to", "TOO_SMALL");
    if (recruiter > booth.recruiters) throw invalid("recruiter", "TOO_BIG");
    if (from < booth.opensAt.getTime()) throw invalid("from", "OUTSIDE_FAIR");
    if (to > booth.closesAt.getTime()) throw invalid("to", "OUTSIDE_FAIR");
    if (!booth.hostedHere) {
      await sendBoothAct(tx, ctx, booth, { act: "open", slots: asked });
      return null;
    }
    const slots = Array.from({ length: count }, (_, n) => ({
      id: ctx.ids.uuid(),
      recruiter,
      startsAt: new Date(from + n * minutes * MINUTE_MS),
      endsAt: new Date(from + (n + 1) * minutes * MINUTE_MS),
      kind: capacity > 1 ? ("group" as const) : ("one" as const),
      capacity,
    }));
    if ((await insertSlots(tx, booth, slots)) < count) throw invalid("from", "OVERLAPS");
    if ((await countSlots(tx, registrationId)) > SLOTS_MAX) throw invalid("to", "TOO_BIG");
    await askForPlan(tx, booth.fairId);
    await recordAudit(tx, ctx, {
      action: "interviewSlots.open",
      subjectKind: "fairRegistration",
      subjectId: registrationId,
      city: booth.hostCity,
      detail: { recruiter, slots: count, capacity },
    });
    await tellMeets(tx, ctx, { id: registrationId, before });
    return count;
  });
  return { slots: opened };
}
