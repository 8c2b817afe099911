import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../context.ts";
import { redactError } from "../core/redact.ts";
import { ATTEMPTS_MAX, backoffS, LEASE_S } from "./rules.ts";
import { TASKS, type TaskKind, type TaskPayload } from "./schema.ts";
import { type Claim, claimTask, extendLease, lockClaim, markDone, markFailed } from "./store.ts";

/**
 * How a kind of work is done. Inside the transaction that marks it done: its effect is exactly once. Or `external`
 * (messages, long imports): at least once, so the work itself must stand a repeat.
 */
export type TaskHandler<K extends TaskKind> =
  | { external: false; run(tx: Tx, ctx: RequestContext, payload: TaskPayload<K>): Promise<void> }
  | {
      external: true;
      /** Tries before it is set aside, where the usual five are too few. */
      attemptsMax?: number;
      run(ctx: RequestContext, payload: TaskPayload<K>): Promise<void>;
    };

export type TaskHandlers = { [K in TaskKind]: TaskHandler<K> };

export type Outcome = "done" | "failed" | "dead" | "skipped";

class ClaimLost extends Error {}

async function runExternal(ctx: RequestContext, claim: Claim, work: (ctx: RequestContext) => Promise<void>) {
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

async function perform<K extends TaskKind>(
  ctx: RequestContext,
  claim: Claim,
  handler: TaskHandler<K>,
  kind: K,
) {
  const payload = TASKS[kind].parse(claim.payload) as TaskPayload<K>;
  if (handler.external) return runExternal(ctx, claim, (c) => handler.run(c, payload));
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await lockClaim(tx, claim))) throw new ClaimLost();
    await handler.run(tx, ctx, payload);
    await markDone(tx, claim);
  });
}

/**
 * Does one task if it is due and nobody else has it. A failure is written down without personal data and tried again
 * after 15 s, 30 s, 1 min, 2 min; the fifth (or the kind's own last) puts it on the dead-letter list. Any number of processes may call it with
 * the same id at once.
 */
export async function runTask(ctx: RequestContext, taskId: string, handlers: TaskHandlers): Promise<Outcome> {
  const claim = await claimTask(ctx.db, taskId, Object.keys(handlers));
  if (!claim) return "skipped";
  const kind = claim.kind as TaskKind;
  const handler = handlers[kind] as TaskHandler<TaskKind>;
  const startedMs = performance.now();
  try {
    await perform(ctx, claim, handler, kind);
    ctx.log.debug({ kind, taskId, durationMs: Math.round(performance.now() - startedMs) }, "task");
    return "done";
  } catch (error) {
    if (error instanceof ClaimLost) return "skipped";
    const max = (handler.external && handler.attemptsMax) || ATTEMPTS_MAX;
    const dead = claim.attempts >= max;
    const text = redactError(error);
    ctx.log.error({ kind, taskId, attempts: claim.attempts, error: text, dead }, "a task failed");
    await markFailed(ctx.db, claim, { error: text, backoffS: dead ? null : backoffS(claim.attempts) });
    return dead ? "dead" : "failed";
  }
}
