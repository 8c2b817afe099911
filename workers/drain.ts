import { drain } from "../src/platform/changes/index.ts";
import { type Services, systemContext } from "../src/platform/context.ts";
import { findDue, runHere } from "./dispatch.ts";
import { registry as everything, type Registry } from "./registry.ts";

/**
 * Does all background work that is due, in this process and without a queue, until nothing is left: changes numbered
 * and applied, tasks done or put off by their own failure. Tests call it instead of waiting.
 */
export async function drainAll(services: Services, registry: Registry = everything): Promise<void> {
  const ctx = systemContext(services, "drain");
  for (;;) {
    const changes = await drain(ctx, registry.consumers);
    const tasks = await runHere(ctx, await findDue(ctx, registry.tasks), registry.tasks);
    if (changes + tasks === 0) return;
  }
}
