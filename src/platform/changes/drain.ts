import type { RequestContext } from "../context.ts";
import { type Consumer, runConsumer } from "./consume.ts";
import { sequence } from "./sequence.ts";

/**
 * Numbers outbox rows and runs all consumers until nothing is left, including changes that consumers emit.
 * Returns the number of changes that the consumers' cursors moved past.
 */
export async function drain(ctx: RequestContext, consumers: readonly Consumer[]): Promise<number> {
  let total = 0;
  for (;;) {
    let moved = await sequence(ctx.db);
    for (const consumer of consumers) {
      const passed = await runConsumer(ctx, consumer);
      moved += passed;
      total += passed;
    }
    if (moved === 0) return total;
  }
}
