import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestContext } from "../../src/platform/context.ts";
import { deadTasks, taskLag } from "../../src/platform/tasks/index.ts";
import { openBackend } from "../../workers/queues.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { redisInstalled, startRedis, type TestRedis } from "../support/redis.ts";
import { forkScript } from "../support/scripts.ts";
import { testContext } from "../support/system-context.ts";
import { scheduleMany } from "../support/tasks.ts";

const KILLS = 20;
const TASKS = 2_000;

const report = (line: Record<string, unknown>) => console.log(JSON.stringify(line));

/**
 * Returns a generator of pseudorandom numbers in [0, 1) (mulberry32). The same seed repeats the same kills.
 */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

for (const redis of [false, true]) {
  const suite = redis && !redisInstalled ? describe.skip : describe;
  suite(`F1 over ${redis ? "Redis" : "PostgreSQL"}`, () => {
    let test: TestDatabase;
    let server: TestRedis | null = null;
    let ctx: RequestContext;
    const children: ChildProcess[] = [];

    beforeAll(async () => {
      test = await testDatabase({ max: 10 });
      if (redis) server = await startRedis();
      ctx = await testContext(test.db);
      ctx.config.redisUrl = server?.url ?? null;
      await sql`create table effect (n bigserial, task text not null)`.execute(test.db);
      await sql`create table sent (task text primary key)`.execute(test.db);
    });
    afterAll(async () => {
      for (const child of children) child.kill("SIGKILL");
      await server?.stop();
      await test.drop();
    });

    const startChild = async (manner: "internal" | "external" | "poison") => {
      const child = await forkScript("fault-worker", [test.url, server?.url ?? "-", manner]);
      children.push(child);
      const ended = new Promise<void>((end) => child.once("exit", () => end()));
      if (manner !== "poison")
        await new Promise((resolve, reject) => child.once("error", reject).once("message", resolve));
      return { child, ended };
    };

    const until = async (limitS: number, reached: () => Promise<boolean>) => {
      const from = performance.now();
      while (!(await reached())) {
        if (performance.now() - from > limitS * 1000) return null;
        await pause(100);
      }
      return (performance.now() - from) / 1000;
    };

    it.each(["internal", "external"] as const)(
      `every %s effect happens exactly once after ${KILLS} kills`,
      async (manner) => {
        const seed = Date.now() % 2 ** 31;
        const random = seeded(seed);
        await scheduleMany(ctx, TASKS);
        for (let kill = 0; kill < KILLS; kill += 1) {
          const { child, ended } = await startChild(manner);
          await pause(random() * 400);
          child.kill("SIGKILL");
          await ended;
        }
        const open = (await taskLag(test.db)).due;
        await startChild(manner);
        const recoveryS = await until(60, async () => (await taskLag(test.db)).due === 0);
        const table = sql.table(manner === "internal" ? "effect" : "sent");
        const { rows } = await sql<{ done: number; dup: number }>`
        select count(distinct task)::int as done, (count(*) - count(distinct task))::int as dup
        from ${table}`.execute(test.db);
        const { done, dup } = rows[0] ?? { done: 0, dup: 0 };
        const lost = TASKS - done;
        const queueKind = redis ? "redis" : "postgres";
        report({ test: "F1", manner, queue: queueKind, seed, acked: TASKS, lost, dup, recoveryS, open });
        expect(open).toBeGreaterThan(0);
        expect({ lost, dup }).toEqual({ lost: 0, dup: 0 });
        expect(await deadTasks(test.db)).toEqual([]);
        expect(recoveryS).not.toBeNull();
        const queue = openBackend(ctx.config, test.url, () => undefined).queue("tasks");
        const idleS = await until(60, async () => (await queue.counts())?.active === 0);
        await queue.close();
        expect(idleS).not.toBeNull();
        for (const child of children.splice(0)) child.kill("SIGKILL");
      },
    );

    it("a task that kills its worker three times moves to the dead-letter list", async () => {
      await scheduleMany(ctx, 1);
      for (let death = 1; death <= 3; death += 1) {
        const { ended } = await startChild("poison");
        await ended;
      }
      await startChild("internal");
      expect(await until(60, async () => (await deadTasks(test.db)).length === 1)).not.toBeNull();
      for (const child of children.splice(0)) child.kill("SIGKILL");
    });
  });
}
