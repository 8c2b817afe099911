import { drain } from "../src/platform/changes/index.ts";
import { type Services, systemContext } from "../src/platform/context.ts";
import { findDue, runHere } from "./dispatch.ts";
import { registry as everything, type Registry } from "./registry.ts";

/**
 * Runs all due background work in this process without a queue: numbers and applies changes, and runs tasks
 * or records their failure. Tests call it instead of waiting for workers.
 */
export async function drainAll(services: Services, registry: Registry = everything): Promise<void> {
  const ctx = systemContext(services, "drain");
  for (;;) {
    const changes = await drain(ctx, registry.consumers);
    const tasks = await runHere(ctx, await findDue(ctx, registry.tasks), registry.tasks);
    if (changes + tasks === 0) return;
  }
}
