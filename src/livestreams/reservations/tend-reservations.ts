import type { Tx } from "../../../db/client.ts";
import { notify, notifyAll } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { eachAlone } from "../../platform/tasks/index.ts";
import { appendState, lockLivestream } from "../livestream/index.ts";
import { permitNotices, planNotices, reminderNotices } from "./notices.ts";
import {
  lockUntold,
  noteTold,
  type Span,
  selectEnterprises,
  selectReminders,
  selectUntold,
} from "./store/due.ts";
import { notePermitsEnded, selectPermitsEnded } from "./store/permits.ts";

/** Livestreams that one run tells of. The next run, a minute later, goes on. */
const AT_ONCE = 50;
const SPANS = ["day", "hour", "minutes"] as const satisfies readonly Span[];

/** Tells all that a new start or a cancellation concerns, and notes it in the same transaction. */
async function tellPlan(tx: Tx, ctx: RequestContext, id: string): Promise<boolean> {
  const plan = await lockUntold(tx, id);
  if (!plan) return false;
  const people = await noteTold(tx, plan);
  const enterprises = await selectEnterprises(tx, id);
  await notify(tx, ctx, await planNotices(tx, plan, { people, enterprises }));
  return true;
}

/** Tells the officers and the control room that a permit ended on air, and notes it. */
async function warnOfPermit(tx: Tx, ctx: RequestContext, id: string): Promise<boolean> {
  const livestream = await lockLivestream(tx, id);
  const ended = livestream ? await notePermitsEnded(tx, id) : [];
  if (!livestream || ended.length === 0) return false;
  await notify(tx, ctx, await permitNotices(tx, livestream, ended));
  await recordAudit(tx, ctx, {
    action: "livestream.permitEnded",
    subjectKind: "livestream",
    subjectId: id,
    city: livestream.homeCity,
    detail: { presenters: ended },
  });
  await appendState(tx, id, "changed");
  return true;
}

/**
 * Reminds people of livestreams, tells of new starts and cancellations, and warns of permits that ended on
 * air. Each step is noted with its notices, so that a kill or a second worker loses and doubles nothing.
 */
export async function tendReservations(
  ctx: RequestContext,
): Promise<{ reminded: number; told: number; warned: number }> {
  let reminded = 0;
  for (const span of SPANS)
    reminded += await notifyAll(
      ctx,
      (db, limit) => selectReminders(db, span, limit),
      (_tx, due) => reminderNotices(due),
    );
  const told = await eachAlone(await selectUntold(ctx.db, AT_ONCE), (id) =>
    inTransaction(ctx, (tx) => tellPlan(tx, ctx, id)),
  );
  const warned = await eachAlone(await selectPermitsEnded(ctx.db, AT_ONCE), (id) =>
    inTransaction(ctx, (tx) => warnOfPermit(tx, ctx, id)),
  );
  return { reminded, told, warned };
}
