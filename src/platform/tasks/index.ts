/**
 * Tasks: work that is due at a time. The row decides; the queue only rings. A kind and key runs once. Its
 * effect commits together with `done_at`, or is idempotent. A task that fails five times, or kills three
 * workers, moves to the dead-letter list and delays nothing else.
 */
export { type Outcome, runTask, type TaskHandler, type TaskHandlers } from "./run.ts";
export { type Schedule, scheduleTask } from "./schedule.ts";
export { TASK_KINDS, TASKS, type TaskKind, type TaskPayload } from "./schema.ts";
export {
  buryAbandoned,
  type DueTask,
  deadTasks,
  dueTasks,
  nextDueInMs,
  type TaskLag,
  taskLag,
} from "./store.ts";
