import type { Log, Services } from "../src/platform/context.ts";
import { redactError } from "../src/platform/core/redact.ts";
import { type JobQueue, openBackend } from "./queues.ts";
import { within } from "./within.ts";

export const DOORBELLS = ["changes", "tasks"] as const;
export type Doorbell = (typeof DOORBELLS)[number];

/**
 * Returns a function that wakes the workers of a queue. It never throws and never blocks. At most one wake
 * call runs at a time; calls in the meantime become one more.
 * A failed call only delays work until the next sweep. Of consecutive failures, only the first is logged.
 */
export function bell(queue: JobQueue, log: Log): () => void {
  let state: "quiet" | "ringing" | "again" = "quiet";
  let failing = false;
  const ring = async () => {
    do {
      state = "ringing";
      try {
        await within(2_000, queue.wake());
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ error: redactError(error) }, "the queue is away: work waits for the sweep");
        failing = true;
      }
    } while ((state as string) === "again");
    state = "quiet";
  };
  return () => {
    if (state === "quiet") void ring();
    else state = "again";
  };
}

/**
 * Opens the queues for a process that writes but runs no background work. `ring` wakes the workers of other
 * processes.
 */
export async function openDoorbells(
  services: Pick<Services, "config" | "log">,
  databaseUrl: string,
): Promise<{ ring: Services["ring"]; close(): Promise<void> }> {
  const { config, log } = services;
  const backend = openBackend(config, databaseUrl, () => undefined);
  await backend.prepare();
  const queues = { changes: backend.queue("changes"), tasks: backend.queue("tasks") };
  const bells = { changes: bell(queues.changes, log), tasks: bell(queues.tasks, log) };
  return {
    ring: (name) => bells[name](),
    close: async () => void (await Promise.all(Object.values(queues).map((queue) => queue.close()))),
  };
}
