import type { RequestContext } from "../platform/context.ts";
import { notFound, orNotFound } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction } from "../platform/core/store.ts";
import { recordStep } from "./record.ts";
import { requireTransition } from "./rules.ts";
import { lockApplication, writeStep } from "./store/writes.ts";

/**
 * Records that the person confirms being at work. Only confirmed starts are counted. Throws NOT_FOUND for the
 * application of another person, APPLICATION_STATE unless a start is recorded.
 */
export async function confirmStart(ctx: RequestContext, input: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockApplication(tx, input.id));
    if (locked.accountId !== accountId) throw notFound();
    const status = requireTransition(locked.status, "confirm");
    const rev = await writeStep(tx, { id: locked.id, status });
    await recordStep(tx, ctx, { of: locked, kind: "confirm", by: "seeker", status, rev });
  });
  ctx.ring("changes");
}
