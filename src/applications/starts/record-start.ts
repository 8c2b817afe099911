import type { RequestContext } from "../../platform/context.ts";
import { invalid, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, isOfficerOf, requireAccount } from "../../platform/core/guard.ts";
import { databaseToday, inTransaction } from "../../platform/core/store.ts";
import { recordStep } from "../record.ts";
import { notAllowed, requireActive, requireTransition } from "../rules.ts";
import type { StartInput } from "../schema.ts";
import { lockApplication, writeStep } from "../store/writes.ts";

/**
 * Records that the person is at work. The caller must be a member of the enterprise or an officer of the
 * posting's home city. Throws NOT_FOUND for other callers, ENTERPRISE_STATE for a member of a suspended
 * enterprise, APPLICATION_STATE, INVALID_INPUT unless the day is between the application and today.
 */
export async function recordStart(ctx: RequestContext, input: StartInput & { id: string }): Promise<void> {
  requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockApplication(tx, input.id));
    const member = isMemberOf(ctx.actor, locked.enterpriseId);
    if (!member && !isOfficerOf(ctx.actor, locked.homeCity, locked.county)) throw notFound();
    if (member) requireActive(locked);
    const status = requireTransition(locked.status, "start");
    if (locked.status === "started" && !locked.startDenied) throw notAllowed(locked.status);
    if (input.startedOn > (await databaseToday(tx))) throw invalid("startedOn", "FUTURE");
    if (input.startedOn < locked.sentOn) throw invalid("startedOn", "BEFORE_APPLICATION");
    const rev = await writeStep(tx, { id: locked.id, status, startedOn: input.startedOn });
    const by = member ? "enterprise" : "officer";
    await recordStep(tx, ctx, { of: locked, kind: "start", by, status, rev, note: input.startedOn });
  });
  ctx.ring("changes");
}
