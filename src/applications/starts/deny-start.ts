import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requirePerson } from "../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../platform/core/store.ts";
import { recordStep } from "../record.ts";
import { sendAct } from "../remote/route.ts";
import { notAllowed } from "../rules.ts";
import { claimDenial, selectDenied } from "../store/replies.ts";

/**
 * Records that the person denies a recorded start, once per command. The record stays, counts nowhere, and
 * officers see that both sides differ. The person may still confirm it, the enterprise may record another
 * day. Throws NOT_FOUND for the application of another person, APPLICATION_STATE unless a start is recorded.
 */
export async function denyStart(
  ctx: RequestContext,
  { id, commandId }: { id: string; commandId?: string | undefined },
): Promise<void> {
  const accountId = requirePerson(ctx.actor);
  const command = { type: "application.denyStart", target: id, id: commandId, input: null };
  await inTransaction(ctx, async (tx) => {
    await runOnce(tx, ctx, command, async () => {
      const of = await claimDenial(tx, { id, accountId });
      if (!of) {
        const { status, denied } = orNotFound(await selectDenied(tx, { id, accountId }));
        if (status !== "started" || !denied) throw notAllowed(status);
        return { id };
      }
      await sendAct(tx, ctx, "denyStart", of);
      const { status, rev } = of;
      await recordStep(tx, ctx, { of, kind: "denyStart", by: "seeker", status, rev });
      return { id };
    });
  });
  ctx.ring("changes");
}
