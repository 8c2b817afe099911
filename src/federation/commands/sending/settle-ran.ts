import { type DueCommand, type Outcome, writeRan } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { type AuditEntry, auditsFrom, inOneStatement } from "../../../platform/core/store.ts";

type Ran = { command: DueCommand; outcome: Outcome; audit: AuditEntry };

/** Settles a command that the other city ran, and from which nothing follows here. */
export type SettleRan = (ran: Ran) => Promise<void>;

/**
 * Creates a function that settles commands as their answers come. The first is written at once. Those that
 * come meanwhile wait for its commit, and then share a statement. So a busy link needs few commits, and on a
 * quiet one no answer waits.
 */
export function createSettleRan(ctx: RequestContext): SettleRan {
  requireSystem(ctx.actor);
  let next: { some: Ran[]; written: Promise<void> } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function write(some: readonly Ran[]): Promise<void> {
    const ran = some.map(({ command: { id }, outcome: { status, answer } }) => ({ id, status, answer }));
    const audits = some.map(({ audit }) => audit);
    await inOneStatement(ctx, (db) => writeRan(db, ran, (from) => auditsFrom(from, ctx, audits)));
  }

  function begin() {
    const some: Ran[] = [];
    const written = last.then(() => {
      next = null;
      return write(some);
    });
    last = written.catch(() => undefined);
    return { some, written };
  }

  return (ran) => {
    next ??= begin();
    next.some.push(ran);
    return next.written;
  };
}
