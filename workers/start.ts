import { type Consumer, runConsumer, sequence } from "../src/platform/changes/index.ts";
import { type RequestContext, type Services, systemContext } from "../src/platform/context.ts";
import { redactError } from "../src/platform/core/redact.ts";
import { nextDueInMs, runTask } from "../src/platform/tasks/index.ts";
import { sweep } from "./dispatch.ts";
import type { Doorbell } from "./doorbells.ts";
import { drainAll } from "./drain.ts";
import { type Loop, startLoop } from "./loop.ts";
import { startParts } from "./parts.ts";
import { type Backend, type Job, type JobQueue, openBackend } from "./queues.ts";
import { assertComplete, registry as everything, type Registry } from "./registry.ts";
import { within } from "./within.ts";

export type Workers = {
  /** Wakes this process's loops. Workers of all processes share the due work. */
  ring: Services["ring"];
  /** Finds due work in PostgreSQL now and queues it. Returns the number of due tasks. */
  sweep(): Promise<number>;
  /** Resolves once nothing is due and nothing runs here. */
  drain(): Promise<void>;
  /**
   * Takes no more work and waits for current work, 20 s at most. Other workers take over a task that remains
   * after its lease ends.
   */
  stop(): Promise<void>;
  /** Jobs of the task queue by state, or null if the queue's server is down. */
  counts(): Promise<Record<string, number> | null>;
};

export type WorkerSettings = {
  registry?: Registry;
  /** Concurrent tasks in this process. */
  concurrency?: number;
  /** Interval of the sweep; null only for tests that sweep by hand. */
  sweepEveryMs?: number | null;
  /** Called after each completed turn of the sequencer, at least four times a second. */
  onTurn?: () => void;
};

const FINISH_MS = 20_000;

const COMPLAIN_EVERY_MS = 30_000;
const complained = new Map<string, number>();

/**
 * Logs the error of a consumer, at most every 30 s, because a consumer whose target is down retries four
 * times a second.
 */
function complain(ctx: RequestContext, consumer: string, error: unknown): void {
  const now = Date.now();
  if (now - (complained.get(consumer) ?? 0) < COMPLAIN_EVERY_MS) return;
  complained.set(consumer, now);
  ctx.log.error({ consumer, error: redactError(error) }, "a consumer stopped; it tries again");
}

/**
 * Runs each consumer; a failed one does not stop the others. Returns the number of changes that the cursors
 * moved past.
 */
async function follow(ctx: RequestContext, consumers: readonly Consumer[]): Promise<number> {
  let moved = 0;
  for (const consumer of consumers) {
    try {
      moved += await runConsumer(ctx, consumer);
    } catch (error) {
      complain(ctx, consumer.name, error);
    }
  }
  return moved;
}

type Following = { poke(): void; stop(): Promise<void> };

/**
 * Starts three loops. The first numbers changes, so that readers of a log wait for no consumer. The second
 * runs the consumers without `apart`; the third those with it, whose targets may be slow.
 */
function startFollowing(ctx: RequestContext, registry: Registry, onTurn: () => void): Following {
  const [near, apart] = [false, true].map((wanted) =>
    registry.consumers.filter((consumer) => (consumer.apart ?? false) === wanted),
  ) as [Consumer[], Consumer[]];
  const onError = (error: unknown) =>
    ctx.log.error({ error: redactError(error) }, "the sequencer failed; it tries again");
  const timing = { idleMs: [20, 250] as const, onError };
  // The pauses let several changes share a turn: a turn for each would take twice the processor.
  const followers = [near, apart].map((consumers) =>
    startLoop({ ...timing, busyMs: 50, turn: async () => (await follow(ctx, consumers)) > 0 }),
  );
  const sequencer = startLoop({
    ...timing,
    busyMs: 20,
    turn: async () => {
      const numbered = await sequence(ctx.db);
      if (numbered > 0) for (const loop of followers) loop.poke();
      onTurn();
      return numbered > 0;
    },
  });
  const loops = [sequencer, ...followers];
  return {
    poke: sequencer.poke,
    stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))),
  };
}

function startSweeper(
  ctx: RequestContext,
  queue: JobQueue,
  registry: Registry,
  everyMs: number | null,
): Loop {
  const idle = { poke: () => undefined, stop: async () => undefined };
  if (everyMs === null) return idle;
  // A timer instead of a BullMQ scheduler, because the sweep must also work after BullMQ has lost its data.
  return startLoop({
    turn: async () => {
      await sweep(ctx, queue, registry.tasks);
      return (await nextDueInMs(ctx.db)) ?? everyMs;
    },
    busyMs: 50,
    idleMs: [everyMs, everyMs],
    onError: (error) => ctx.log.error({ error: redactError(error) }, "a sweep failed; it comes again"),
  });
}

type Hands = Set<Promise<unknown>>;

function startTaskWorker(
  ctx: RequestContext,
  backend: Backend,
  settings: { registry: Registry; hands: Hands; concurrency: number; onWake(): void },
) {
  const work = async ({ data }: { data: Job }): Promise<void> => {
    if (!("taskId" in data)) return settings.onWake();
    const run = runTask(ctx, data.taskId, settings.registry.tasks);
    settings.hands.add(run);
    try {
      await run;
    } finally {
      settings.hands.delete(run);
    }
  };
  return backend.worker("tasks", work, settings.concurrency);
}

/**
 * Starts the sequencer, consumers, sweep and task worker of this process. Throws for an incomplete registry.
 */
export async function startWorkers(
  services: Services,
  databaseUrl: string,
  settings: WorkerSettings = {},
): Promise<Workers> {
  const registry = settings.registry ?? everything;
  assertComplete(registry);
  const loops: Partial<Record<Doorbell, Pick<Loop, "poke">>> = {};
  const ring: Services["ring"] = (bell) => loops[bell]?.poke();
  const own: Services = { ...services, ring };
  const ctx = systemContext(own, "worker");
  const backend = openBackend(services.config, databaseUrl, (error) =>
    services.log.warn({ error: redactError(error) }, "the queue reports a fault"),
  );
  await backend.prepare();
  const queue = backend.queue("tasks");
  const hands: Hands = new Set();

  const following = startFollowing(ctx, registry, settings.onTurn ?? (() => undefined));
  const everyMs = settings.sweepEveryMs === undefined ? 30_000 : settings.sweepEveryMs;
  const tasks = startSweeper(ctx, queue, registry, everyMs);
  const parts = await startParts(ctx, registry.loops ?? []);
  const woken = [following, ...parts.filter((part) => part.wokenBy === "changes")];
  const changes = {
    poke() {
      for (const loop of woken) loop.poke();
    },
  };
  Object.assign(loops, { changes, tasks });

  const bellWorker = backend.worker("changes", async () => changes.poke(), 1);
  const taskWorker = startTaskWorker(ctx, backend, {
    registry,
    hands,
    concurrency: settings.concurrency ?? 4,
    onWake: tasks.poke,
  });
  taskWorker.onDrained(tasks.poke);
  const workers = [bellWorker, taskWorker];

  return {
    ring,
    sweep: () => sweep(ctx, queue, registry.tasks),
    counts: queue.counts,
    async drain() {
      do {
        await Promise.allSettled(hands);
        await drainAll(own, registry);
      } while (hands.size > 0);
    },
    async stop() {
      await Promise.all([
        following.stop(),
        tasks.stop(),
        ...parts.map((loop) => loop.stop()),
        ...workers.map((worker) => worker.pause()),
      ]);
      const finished = await within(FINISH_MS, Promise.allSettled(hands)).catch(() => null);
      const force = finished === null || (await queue.counts()) === null;
      await Promise.all(workers.map((worker) => worker.close(force)));
      await queue.close();
    },
  };
}
