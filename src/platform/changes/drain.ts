import type { RequestContext } from "../context.ts";
import { type Consumer, runConsumer } from "./consume.ts";
import { sequence } from "./sequence.ts";

/**
 * Numbers and applies changes until none is left, including those of consumers. Returns the number passed.
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
