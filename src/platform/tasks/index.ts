/**
 * Tasks: background work with a due time. The rows of table `task` are the state; the queue only wakes
 * workers.
 * Each task, identified by kind and key, is done once. Its effect commits together with `done_at`, or is
 * idempotent.
 * A task that fails five times, or over which three workers die, moves to the dead-letter list. It delays no
 * other task.
 */
export { eachAlone } from "./each-alone.ts";
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
export { type Schedule, scheduleTask, scheduleTasks } from "./schedule.ts";
export { defineTask, type Task } from "./schema.ts";
export {
  type DueTask,
  deadTasks,
  dueTasks,
  failAbandonedTasks,
  nextDueInMs,
  type TaskLag,
  taskLag,
} from "./store.ts";
