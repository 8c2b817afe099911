import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../context.ts";
import { redactError } from "../core/redact.ts";
import { ATTEMPTS_MAX, backoffS, LEASE_S } from "./rules.ts";
import type { Task } from "./schema.ts";
import { type ClaimedTask, claimTask, extendLease, lockClaim, markDone, markFailed } from "./store.ts";

/**
 * Handler of a kind of task. It runs inside the transaction that marks the task done, so its effect happens
 * exactly once. An `external` handler (messages, long files) runs at least once and must be idempotent.
 */
export type TaskHandler<P> =
  | { external: false; run(tx: Tx, ctx: RequestContext, payload: P): Promise<void> }
  | {
      external: true;
      /** Attempts before the task moves to the dead-letter list. Default: ATTEMPTS_MAX. */
      attemptsMax?: number;
      run(ctx: RequestContext, payload: P): Promise<void>;
    };

/** A handler with its kind of task. It parses the payload that is stored in the row. */
export type TaskWork<K extends string = string> = TaskHandler<unknown> & { readonly kind: K };
/** Kind → handler. */
export type TaskHandlers = Readonly<Record<string, TaskWork>>;

/** Binds a handler to its kind of task. */
export function handleTask<K extends string, P>(
  task: Task<K, P>,
  handler: TaskHandler<NoInfer<P>>,
): TaskWork<K> {
  const { kind, payload } = task;
  if (!handler.external)
    return { kind, external: false, run: (tx, ctx, given) => handler.run(tx, ctx, payload.parse(given)) };
  return {
    ...handler,
    kind,
    run: (ctx: RequestContext, given: unknown) => handler.run(ctx, payload.parse(given)),
  };
}

/** Returns the handlers by kind. If two have the same kind, the later one is used. */
export const handlersOf = (work: readonly TaskWork[]): TaskHandlers =>
  Object.fromEntries(work.map((one) => [one.kind, one]));

export type Outcome = "done" | "failed" | "dead" | "skipped";

class ClaimLost extends Error {}

async function runExternal(
  ctx: RequestContext,
  claim: ClaimedTask,
  work: (ctx: RequestContext) => Promise<void>,
) {
  const alive = setInterval(
    () => {
      extendLease(ctx.db, claim).catch((error: unknown) =>
        ctx.log.warn({ kind: claim.kind, error: redactError(error) }, "a task's lease could not be extended"),
      );
    },
    (LEASE_S * 1000) / 3,
  );
  try {
    await work(ctx);
  } finally {
    clearInterval(alive);
  }
  await markDone(ctx.db, claim);
}

async function perform(ctx: RequestContext, claim: ClaimedTask, work: TaskWork) {
  if (work.external) return runExternal(ctx, claim, (c) => work.run(c, claim.payload));
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await lockClaim(tx, claim))) throw new ClaimLost();
    await work.run(tx, ctx, claim.payload);
    await markDone(tx, claim);
  });
}

/**
 * Runs one task if it is due, no other process holds it, and the disk is not full. Safe to call concurrently
 * with the same id. Stores the error of a failed run without personal data, and retries after 15 s, 30 s, 1
 * min, 2 min. After the fifth failure (or the handler's `attemptsMax`), the task moves to the dead-letter
 * list.
 */
export async function runTask(ctx: RequestContext, taskId: string, handlers: TaskHandlers): Promise<Outcome> {
  if (ctx.storageFull()) return "skipped";
  const claim = await claimTask(ctx.db, taskId, Object.keys(handlers));
  const work = claim && handlers[claim.kind];
  if (!work) return "skipped";
  const { kind } = work;
  const startedMs = performance.now();
  try {
    await perform(ctx, claim, work);
    ctx.log.debug({ kind, taskId, durationMs: Math.round(performance.now() - startedMs) }, "task");
    return "done";
  } catch (error) {
    if (error instanceof ClaimLost) return "skipped";
    const max = (work.external && work.attemptsMax) || ATTEMPTS_MAX;
    const dead = claim.attempts >= max;
    const text = redactError(error);
    ctx.log.error({ kind, taskId, attempts: claim.attempts, error: text, dead }, "a task failed");
    await markFailed(ctx.db, claim, { error: text, backoffS: dead ? null : backoffS(claim.attempts) });
    return dead ? "dead" : "failed";
  }
}
