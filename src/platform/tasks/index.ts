/**
 * Tasks: work that is due at a time. The row decides; the queue only rings. A kind and key runs once. Its
 * effect commits together with `done_at`, or is idempotent. A task that fails five times, or kills three
 * workers, moves to the dead-letter list and delays nothing else.
 */
export { daily, every, type Recurring } from "./recurring.ts";
export {
  handlersOf,
  handleTask,
  type Outcome,
  runTask,
  type TaskHandler,
  type TaskHandlers,
  type TaskWork,
} from "./run.ts";
export { type Schedule, scheduleTask } from "./schedule.ts";
export { defineTask, type Task } from "./schema.ts";
export {
  buryAbandoned,
  type DueTask,
  deadTasks,
  dueTasks,
  nextDueInMs,
  type TaskLag,
  taskLag,
} from "./store.ts";
