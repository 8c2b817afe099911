import { createPostgresBackend, type Processor, Queue, runMigrations, Worker, withBackend } from "bullmq";
import { Redis } from "ioredis";
import { withClient } from "../db/client.ts";
import { within } from "./within.ts";

/**
 * A job of the queue. `wake` makes a worker look for due work in PostgreSQL; `run` runs one task. A lost job
 * loses nothing, because PostgreSQL holds the same information.
 */
export type Job = { taskId: string } | Record<string, never>;
export type JobName = "wake" | "run";

export type JobQueue = {
  /** Adds a `wake` job. If one is waiting, adds none; if one is active, adds one to run after it. */
  wake(): Promise<void>;
  /** Queues one job per task and attempt. Adds none if that job exists. */
  run(tasks: readonly { id: string; attempts: number }[]): Promise<void>;
  /** Jobs by state (waiting, active, …), or null if the server is down. */
  counts(): Promise<Record<string, number> | null>;
  /** Returns even if the server is down. */
  close(): Promise<void>;
};
export type JobWorker = {
  /** Takes no further jobs. Current jobs continue. */
  pause(): Promise<void>;
  /** Waits for current jobs unless forced. Only a forced close returns while the server is down. */
  close(force: boolean): Promise<void>;
  waitUntilReady(): Promise<unknown>;
  onDrained(listener: () => void): void;
};

export type Backend = {
  kind: "redis" | "postgres";
  prepare(): Promise<void>;
  queue(name: string): JobQueue;
  worker(name: string, work: Processor<Job, void, JobName>, concurrency: number): JobWorker;
};

type OnError = (error: Error) => void;

/** The job of a killed worker restarts after about 15 s. A job that killed three workers does not restart. */
const WORKER = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3 } as const;
/** The task's row holds results and failures, so finished jobs are removed. */
const KEEP = { removeOnComplete: true, removeOnFail: true } as const;
const SCHEMA = "bullmq";

type MadeQueue = Pick<Queue<Job, void, JobName>, "add" | "addBulk" | "close" | "getJobCounts">;

function queue(made: MadeQueue, end: () => void = () => undefined): JobQueue {
  const counts = () => within(1_000, made.getJobCounts()).catch(() => null);
  return {
    wake: async () =>
      void (await made.add("wake", {}, { ...KEEP, deduplication: { id: "wake", keepLastIfActive: true } })),
    run: async (tasks) =>
      void (await made.addBulk(
        tasks.map(({ id, attempts }) => ({
          name: "run",
          data: { taskId: id },
          opts: { ...KEEP, jobId: `${id}-${attempts}` },
        })),
      )),
    counts,
    close: () => within(2_000, made.close()).then(end, end),
  };
}

type MadeWorker = {
  pause(doNotWaitActive: boolean): Promise<void>;
  close(force?: boolean): Promise<void>;
  waitUntilReady(): Promise<unknown>;
  on(event: "drained", listener: () => void): unknown;
};

const worker = (made: MadeWorker): JobWorker => ({
  pause: () => made.pause(true),
  close: (force) => made.close(force),
  waitUntilReady: () => made.waitUntilReady(),
  onDrained: (listener) => void made.on("drained", listener),
});

function redisBackend(url: string, onError: OnError): Backend {
  return {
    kind: "redis",
    prepare: async () => undefined,
    queue(name) {
      // Our own client, because BullMQ's client keeps trying to reach a missing server after the queue is
      // closed.
      const connection = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
      connection.on("error", onError);
      const made = new Queue<Job, void, JobName>(name, { connection });
      made.on("error", onError);
      return queue(made, () => connection.disconnect());
    },
    worker(name, work, concurrency) {
      const connection = { url, maxRetriesPerRequest: null };
      const made = new Worker<Job, void, JobName>(name, work, { connection, concurrency, ...WORKER });
      made.on("error", onError);
      return worker(made);
    },
  };
}

function postgresBackend(connectionString: string, onError: OnError): Backend {
  const connection = { connectionString, schema: SCHEMA, max: 3 };
  const onPostgres = withBackend(createPostgresBackend);
  return {
    kind: "postgres",
    async prepare() {
      await withClient(connectionString, (client) => runMigrations(client, SCHEMA));
    },
    queue(name) {
      const made = new onPostgres.Queue<Job, void, JobName>(name, { connection });
      made.on("error", onError);
      return queue(made);
    },
    worker(name, work, concurrency) {
      const options = { connection, concurrency, ...WORKER };
      const made = new onPostgres.Worker<Job, void, JobName>(name, work, options);
      made.on("error", onError);
      return worker(made);
    },
  };
}

/** Opens BullMQ on Redis if REDIS_URL is set, else in the schema `bullmq` of the database. */
export const openBackend = (
  config: { redisUrl: string | null },
  databaseUrl: string,
  onError: OnError,
): Backend =>
  config.redisUrl ? redisBackend(config.redisUrl, onError) : postgresBackend(databaseUrl, onError);
