import type { RequestContext } from "../src/platform/context.ts";
import { redactError } from "../src/platform/core/redact.ts";
import {
  type DueTask,
  dueTasks,
  failAbandonedTasks,
  runTask,
  scheduleTasks,
  type TaskHandlers,
} from "../src/platform/tasks/index.ts";
import type { JobQueue } from "./queues.ts";
import { recurring } from "./schedules.ts";
import { within } from "./within.ts";

const BATCH = 1_000;
const QUEUE_TIMEOUT_MS = 2_000;

/**
 * Runs these tasks in this process, one after the other. Returns the number of tasks that no other worker
 * held.
 */
export async function runHere(ctx: RequestContext, tasks: readonly DueTask[], handlers: TaskHandlers) {
  let done = 0;
  for (const task of tasks) if ((await runTask(ctx, task.id, handlers)) !== "skipped") done += 1;
  return done;
}

/** Moves tasks that keep killing workers to the dead-letter list. Returns the due tasks. */
export async function findDue(ctx: RequestContext, handlers: TaskHandlers): Promise<DueTask[]> {
  await failAbandonedTasks(ctx.db);
  return dueTasks(ctx.db, { kinds: Object.keys(handlers), limit: BATCH });
}

/**
 * Finds due work in PostgreSQL and queues it, so that jobs that the queue lost come back. Runs the tasks in
 * this process if the queue is down. Returns the number of due tasks.
 */
export async function sweep(ctx: RequestContext, queue: JobQueue, handlers: TaskHandlers): Promise<number> {
  await scheduleTasks(ctx.db, recurring(ctx.clock.now()));
  const due = await findDue(ctx, handlers);
  if (due.length === 0) return 0;
  try {
    await within(QUEUE_TIMEOUT_MS, queue.run(due));
  } catch (error) {
    ctx.log.warn({ error: redactError(error), due: due.length }, "the queue is away: doing its work here");
    await runHere(ctx, due, handlers);
  }
  return due.length;
}
