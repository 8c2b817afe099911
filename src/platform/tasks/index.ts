/**
 * Work that is due at a time. The row is the truth, the queue only rings. A kind and key is done once; its effect
 * commits together with done_at, or stands a repeat. What fails five times, or kills three workers, is set aside on the
 * dead-letter list and holds up nothing else.
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
