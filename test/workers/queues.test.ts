import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emit } from "../../src/platform/changes/index.ts";
import type { RequestContext, Services } from "../../src/platform/context.ts";
import type { LoopPart } from "../../src/platform/program/index.ts";
import { openDoorbells, startWorkers, type Workers } from "../../workers/index.ts";
import type { WorkerSettings } from "../../workers/start.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { redisInstalled, startRedis, type TestRedis } from "../support/redis.ts";
import { testContext } from "../support/system-context.ts";
import { createEffects, effectHandlers, effects, scheduleMany } from "../support/tasks.ts";

/**
 * Counts finished tasks without polling: handlers call `hit`, and `reached(count)` resolves at that count.
 */
function counter() {
  let seen = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    hit: () => {
      seen += 1;
      for (const one of waiting) if (seen >= one.count) one.resolve();
    },
    reached: (count: number) =>
      new Promise<void>((resolve) => {
        if (seen >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

const backends = [
  { name: "PostgreSQL", redis: false },
  { name: "Redis", redis: true },
];

for (const { name, redis } of backends) {
  const suite = redis && !redisInstalled ? describe.skip : describe;
  suite(`workers over ${name}${redis && !redisInstalled ? " (redis-server is not installed)" : ""}`, () => {
    let test: TestDatabase;
    let server: TestRedis | null = null;
    let ctx: RequestContext;
    let services: Services;
    const started: Workers[] = [];

    beforeAll(async () => {
      test = await testDatabase({ max: 20 });
      if (redis) server = await startRedis();
      ctx = await testContext(test.db);
      ctx.config.redisUrl = server?.url ?? null;
      services = ctx;
      await createEffects(test.db);
    });
    beforeEach(async () => {
      await sql`truncate task, effect`.execute(test.db);
    });
    afterEach(async () => {
      await Promise.all(started.splice(0).map((workers) => workers.stop()));
    });
    afterAll(async () => {
      await server?.stop();
      await test.drop();
    });

    const start = async (settings: WorkerSettings) => {
      const workers = await startWorkers(services, test.url, settings);
      started.push(workers);
      return workers;
    };

    it("runs each of 500 due tasks once with two workers", async () => {
      await scheduleMany(ctx, 500);
      const done = counter();
      const registry = { tasks: effectHandlers(async () => done.hit()), consumers: [] };
      const one = await start({ registry, sweepEveryMs: null });
      const two = await start({ registry, sweepEveryMs: null });
      await Promise.all([one.sweep(), two.sweep()]);
      await done.reached(500);
      await Promise.all([one.drain(), two.drain()]);
      expect(await effects(test.db)).toEqual({ tasks: 500, rows: 500 });
    });

    it("runs tasks on a ring, from this process and from one without workers", async () => {
      const done = counter();
      const registry = { tasks: effectHandlers(async () => done.hit()), consumers: [] };
      const workers = await start({ registry, sweepEveryMs: 3_600_000 });
      await scheduleMany(ctx, 1);
      workers.ring("tasks");
      await done.reached(1);
      const bells = await openDoorbells(services, test.url);
      await scheduleMany(ctx, 1);
      bells.ring("tasks");
      await done.reached(2);
      await bells.close();
    });

    it("starts a loop on the ring that wakes it, from this process and from one without workers", async () => {
      const turns = counter();
      const loop: LoopPart = {
        name: "woken",
        async open() {
          return async () => {
            turns.hit();
            return 3_600_000;
          };
        },
        pauseMs: [10, 3_600_000],
        wokenBy: "changes",
        failure: { level: "error", message: "the loop failed" },
      };
      const registry = { tasks: effectHandlers(), consumers: [], loops: [loop] };
      const workers = await start({ registry, sweepEveryMs: null });
      await turns.reached(1);
      workers.ring("changes");
      await turns.reached(2);
      const bells = await openDoorbells(services, test.url);
      bells.ring("changes");
      await turns.reached(3);
      await bells.close();
    });

    it("numbers changes and runs consumers without a ring", async () => {
      const applied = counter();
      const consumer = {
        name: "seen",
        streams: "public" as const,
        apply: async () => applied.hit(),
      };
      await start({ registry: { tasks: effectHandlers(), consumers: [consumer] }, sweepEveryMs: null });
      await test.db
        .transaction()
        .execute((tx) =>
          emit(tx, { city: "210900", audience: "public", kind: "posting", id: "a", rev: 1, op: "put" }),
        );
      await applied.reached(1);
    });

    it("finishes current work when stopped", async () => {
      await scheduleMany(ctx, 3);
      const begun = counter();
      let finish: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const tasks = effectHandlers(async () => {
        begun.hit();
        await held;
      });
      const workers = await start({ registry: { tasks, consumers: [] }, sweepEveryMs: null, concurrency: 2 });
      await workers.sweep();
      await begun.reached(2);
      started.splice(0);
      const stopped = workers.stop();
      finish();
      await stopped;
      expect(await effects(test.db)).toEqual({ tasks: 2, rows: 2 });
    });
  });
}

const onRedis = redisInstalled ? describe : describe.skip;
onRedis(`a Redis that forgets${redisInstalled ? "" : " (redis-server is not installed)"}`, () => {
  let test: TestDatabase;
  let redis: TestRedis;
  let ctx: RequestContext;
  let workers: Workers | null = null;

  beforeAll(async () => {
    test = await testDatabase({ max: 20 });
    redis = await startRedis();
    ctx = await testContext(test.db);
    ctx.config.redisUrl = redis.url;
    await createEffects(test.db);
  });
  beforeEach(async () => {
    await sql`truncate task, effect`.execute(test.db);
  });
  afterEach(async () => {
    await workers?.stop();
    workers = null;
  });
  afterAll(async () => {
    await redis.stop();
    await test.drop();
  });

  /** Runs 500 due tasks and sends FLUSHALL to Redis while the 75th (15 %) is still running. */
  async function flushAtFifteenPercent() {
    await scheduleMany(ctx, 500);
    const flushed = counter();
    const done = counter();
    let taken = 0;
    const tasks = effectHandlers(async () => {
      taken += 1;
      if (taken === 75) {
        await redis.flushAll();
        flushed.hit();
      }
      done.hit();
    });
    workers = await startWorkers(ctx, test.url, { registry: { tasks, consumers: [] }, sweepEveryMs: null });
    await workers.sweep();
    await flushed.reached(1);
    return { workers, done };
  }

  it("FLUSHALL loses nothing: the sweep derives all 500 again, none runs twice", async () => {
    const { workers, done } = await flushAtFifteenPercent();
    expect((await effects(test.db)).tasks).toBeLessThan(200);
    await workers.sweep();
    await done.reached(500);
    await workers.drain();
    expect(await effects(test.db)).toEqual({ tasks: 500, rows: 500 });
  });

  it("twin: without the sweep most of them are lost", async () => {
    const { workers } = await flushAtFifteenPercent();
    await workers.stop();
    const { tasks, rows } = await effects(test.db);
    expect(rows).toBe(tasks);
    expect(tasks).toBeGreaterThanOrEqual(75);
    expect(tasks).toBeLessThan(200);
  });

  it("a queue that is down delays no write, no start and no work", async () => {
    const port = Number(new URL(redis.url).port);
    await redis.stop();
    await scheduleMany(ctx, 20);
    workers = await startWorkers(ctx, test.url, {
      registry: { tasks: effectHandlers(), consumers: [] },
      sweepEveryMs: null,
    });
    const bells = await openDoorbells(ctx, test.url);
    bells.ring("tasks");
    await workers.sweep();
    expect(await effects(test.db)).toEqual({ tasks: 20, rows: 20 });
    expect(await workers.counts()).toBeNull();
    await bells.close();
    await workers.stop();
    workers = null;
    redis = await startRedis({ port });
  });
});
