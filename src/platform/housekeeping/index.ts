/** Deletes rows past their keeping, in bounded statements. Never touches audit, the change feed or records. */
export { runHousekeeping } from "./run-housekeeping.ts";
export { housekeepingTask } from "./tasks.ts";
