import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sendSms } from "../../src/identity/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { handleTask } from "../../src/platform/tasks/index.ts";
import { startWorkers } from "../../workers/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { redisInstalled, startRedis, type TestRedis } from "../support/redis.ts";
import { runScript } from "../support/scripts.ts";
import { testContext } from "../support/system-context.ts";
import { effects, handlers, scheduleMany } from "../support/tasks.ts";

const TASKS = 30;

for (const redis of [false, true]) {
  const skipped = redis && !redisInstalled;
  const suite = skipped ? describe.skip : describe;
  suite(`a killed worker over ${redis ? "Redis" : "PostgreSQL"}${skipped ? " (not installed)" : ""}`, () => {
    let test: TestDatabase;
    let server: TestRedis | null = null;
    let ctx: RequestContext;

    beforeAll(async () => {
      test = await testDatabase({ max: 20 });
      if (redis) server = await startRedis();
      ctx = await testContext(test.db);
      ctx.config.redisUrl = server?.url ?? null;
      await sql`create table effect (n bigserial, task text not null)`.execute(test.db);
    });
    beforeEach(async () => {
      await sql`truncate task, effect`.execute(test.db);
      await sql`drop index if exists once`.execute(test.db);
      await server?.flushAll();
    });
    afterAll(async () => {
      await server?.stop();
      await test.drop();
    });

    it.each([
      ["before its effect", "before"],
      ["between effect and commit", "inside"],
      ["between the effect of an external task and its note", "after"],
    ])("each effect happens exactly once after a restart: killed %s", async (_, point) => {
      // A unique key makes the external effect safe to repeat.
      if (point === "after") await sql`create unique index once on effect (task)`.execute(test.db);
      await scheduleMany(ctx, TASKS);
      expect(await runScript("dying-worker", [test.url, server?.url ?? "-", point, "10"])).toBe("SIGKILL");
      const left = await effects(test.db);
      expect(left.tasks).toBeLessThan(TASKS);

      let repeated = 0;
      const insert = (task: string) => sql`insert into effect (task) values (${task}) on conflict do nothing`;
      const tasks = handlers(
        handleTask(sendSms, {
          external: false,
          async run(tx, __, { messageId }) {
            const { numAffectedRows } = await insert(messageId).execute(tx);
            if (numAffectedRows === 0n) repeated += 1;
          },
        }),
      );
      const settings = { registry: { tasks, consumers: [] }, sweepEveryMs: null };
      const workers = await startWorkers(ctx, test.url, settings);
      await test.travel("11 seconds");
      await workers.sweep();
      await workers.drain();
      await workers.stop();
      expect(await effects(test.db)).toEqual({ tasks: TASKS, rows: TASKS });
      if (point === "after") expect(repeated).toBeGreaterThan(0);
      else expect(repeated).toBe(0);
    });
  });
}
