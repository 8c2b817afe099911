/**
 * Background work of one process. PostgreSQL holds what is due. BullMQ distributes the work and may lose
 * jobs; the sweep then finds the work in PostgreSQL again.
 */
export { openDoorbells } from "./doorbells.ts";
export { drainAll } from "./drain.ts";
export { openMetrics } from "./metrics.ts";
export { assertComplete, type Registry, registry } from "./registry.ts";
export { startWorkers, type Workers } from "./start.ts";
