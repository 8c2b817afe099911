/**
 * Background work of one process. PostgreSQL decides what is due; BullMQ carries it and may forget it; the
 * sweep derives it again. Everything here starts, drains and stops.
 */
export { openDoorbells } from "./doorbells.ts";
export { drainAll } from "./drain.ts";
export { assertComplete, type Registry, registry } from "./registry.ts";
export { startWorkers, type Workers } from "./start.ts";
