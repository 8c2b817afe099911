/**
 * Deletes rows past their retention, in bounded statements. Never touches audit, the change feed or records.
 */
export { runHousekeeping } from "./run-housekeeping.ts";
export type { Retention } from "./store.ts";
export { housekeepingTask } from "./tasks.ts";
