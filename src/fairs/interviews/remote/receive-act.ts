import type { RequestContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { openBooth } from "../../booth-desk/index.ts";
import { addWalkIn } from "../queue/add-walk-in.ts";
import { callNext } from "../queue/call-next.ts";
import { moveEntry } from "../queue/move-entry.ts";
import { closeSlots } from "../slots/close-slots.ts";
import { openSlots } from "../slots/open-slots.ts";
import { setMeeting } from "../slots/set-meeting.ts";
import type { BoothAct } from "./schema.ts";

/** Runs the verb of an act. Returns what it returns, or an empty object. */
async function run(ctx: RequestContext, registrationId: string, act: BoothAct): Promise<object> {
  switch (act.act) {
    case "call":
      return callNext(ctx, { registrationId, recruiter: act.recruiter });
    case "walkIn":
      return addWalkIn(ctx, { registrationId, code: act.code });
    case "open":
      return openSlots(ctx, { registrationId, ...act.slots });
    case "close":
      return closeSlots(ctx, { registrationId, recruiter: act.recruiter });
    case "meeting":
      await setMeeting(ctx, { registrationId, url: act.url });
      return {};
    case "move":
      await moveEntry(ctx, { registrationId, entryId: act.entryId, act: act.move });
      return {};
  }
}

/**
 * Runs what a recruiter of another node does at a booth here, once per command. Throws NOT_FOUND unless the
 * booth is the enterprise's at an own fair, and the errors of the act's verb.
 */
export async function receiveBoothAct(
  ctx: RequestContext,
  { registrationId, act }: { registrationId: string; act: BoothAct },
): Promise<object> {
  const result = await inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId });
    if (!booth.hostedHere) throw notFound();
    const command = { type: "booth.act", target: registrationId, id: undefined, input: act };
    return runOnce(tx, ctx, command, () => run({ ...ctx, db: tx }, registrationId, act));
  });
  ctx.ring("changes");
  return result;
}
