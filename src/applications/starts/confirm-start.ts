import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { requirePerson } from "../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../platform/core/store.ts";
import { recordStep } from "../record.ts";
import { sendAct } from "../remote/route.ts";
import { requireTransition } from "../rules.ts";
import { lockApplication, writeStep } from "../store/writes.ts";

/**
 * Records that the person confirms being at work, once per command. Only confirmed starts are counted. Throws
 * NOT_FOUND for the application of another person, APPLICATION_STATE unless a start is recorded.
 */
export async function confirmStart(
  ctx: RequestContext,
  { id, commandId }: { id: string; commandId?: string | undefined },
): Promise<void> {
  const personId = requirePerson(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockApplication(tx, id));
    if (locked.accountId !== personId) throw notFound();
    const command = { type: "application.confirm", target: id, id: commandId, input: null };
    await runOnce(tx, ctx, command, async () => {
      const status = requireTransition(locked.status, "confirm");
      const rev = await writeStep(tx, { id, status });
      await sendAct(tx, ctx, "confirm", locked);
      await recordStep(tx, ctx, { of: locked, kind: "confirm", by: "seeker", status, rev });
      return { id };
    });
  });
  ctx.ring("changes");
}
