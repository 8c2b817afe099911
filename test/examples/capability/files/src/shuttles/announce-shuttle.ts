import type { RequestContext } from "../platform/context.ts";
import { requireOfficerOf } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { scheduleTask } from "../platform/tasks/index.ts";
import { ShuttleInput, type ShuttleView } from "./schema.ts";
import { insertShuttle, viewOf } from "./store.ts";
import { departTask } from "./tasks.ts";

/**
 * Announces a shuttle. Throws INVALID_INPUT for an invalid input, NOT_FOUND unless the caller is an officer
 * of the shuttle's city.
 */
export async function announceShuttle(ctx: RequestContext, input: ShuttleInput): Promise<ShuttleView> {
  const { city, title, departsAt } = ShuttleInput.parse(input);
  requireOfficerOf(ctx.actor, city);
  return inTransaction(ctx, async (tx) => {
    const id = ctx.ids.uuid();
    const due = new Date(departsAt);
    const row = await insertShuttle(tx, { id, homeCity: city, title, departsAt: due });
    await scheduleTask(tx, { task: departTask, key: id, payload: { shuttleId: id }, dueAt: due });
    await recordAudit(tx, ctx, { action: "shuttle.announce", subjectKind: "shuttle", subjectId: id, city });
    return viewOf(row);
  });
}
