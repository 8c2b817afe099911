import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDb } from "../../../db/client.ts";
import { PROGRAM } from "../../../src/capabilities.ts";
import { sendSms } from "../../../src/identity/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { databaseNow } from "../../../src/platform/core/store.ts";
import {
  deadTasks,
  dueTasks,
  failAbandonedTasks,
  handleTask,
  runTask,
  scheduleTask,
  taskLag,
} from "../../../src/platform/tasks/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { meetingOf } from "../../support/meeting.ts";
import { testContext } from "../../support/system-context.ts";
import { createEffects, effectHandlers, effects, handlers, scheduleMany } from "../../support/tasks.ts";

let test: TestDatabase;
let ctx: RequestContext;
beforeAll(async () => {
  test = await testDatabase({ max: 20 });
  ctx = await testContext(test.db);
  await createEffects(test.db);
});
beforeEach(async () => {
  await sql`truncate task, effect`.execute(test.db);
});
afterAll(() => test.drop());

/** Precision of times in seconds: the database driver truncates them to milliseconds. */
const CLOCK_STEP_S = 0.001;

const due = () => dueTasks(test.db, { kinds: PROGRAM.tasks.map(({ kind }) => kind), limit: 100 });
const onlyTask = async () => {
  const [task] = await due();
  if (!task) throw new Error("nothing is due");
  return task.id;
};

describe("scheduling", () => {
  it("stores the same kind and key once, done or not", async () => {
    const messageId = ctx.ids.uuid();
    const task = { task: sendSms, key: "k", payload: { messageId } } as const;
    expect(await scheduleTask(test.db, task)).toBe(true);
    expect(await scheduleTask(test.db, task)).toBe(false);
    expect(await runTask(ctx, await onlyTask(), effectHandlers())).toBe("done");
    expect(await scheduleTask(test.db, task)).toBe(false);
    expect(await due()).toEqual([]);
  });

  it("commits and rolls back with its transaction", async () => {
    const rollback = test.db.transaction().execute(async (tx) => {
      await scheduleTask(tx, { task: sendSms, key: "k", payload: { messageId: ctx.ids.uuid() } });
      throw new Error("no");
    });
    await expect(rollback).rejects.toThrow("no");
    expect(await due()).toEqual([]);
  });

  it("refuses an invalid payload", async () => {
    const wrong = { messageId: ctx.ids.uuid(), phone: "13800000000" };
    await expect(scheduleTask(test.db, { task: sendSms, key: "k", payload: wrong })).rejects.toThrow();
  });

  it("is due at its time and not before", async () => {
    const dueAt = new Date(Date.now() + 3_600_000);
    await scheduleTask(test.db, {
      task: sendSms,
      key: "k",
      payload: { messageId: ctx.ids.uuid() },
      dueAt,
    });
    expect(await due()).toEqual([]);
    await test.travel("2 hours");
    expect(await due()).toHaveLength(1);
  });
});

describe("running", () => {
  it("takes effect once in concurrent runs", async () => {
    const [id] = await scheduleMany(ctx, 1);
    const task = await onlyTask();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => runTask(ctx, task, effectHandlers())),
    );
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "skipped")).toHaveLength(9);
    expect(await effects(test.db)).toEqual({ tasks: 1, rows: 1 });
    expect(id).toBeDefined();
  });

  it("twin: without claim and lock it takes effect more often", async () => {
    await scheduleMany(ctx, 1);
    const task = await onlyTask();
    const bothHaveLooked = meetingOf(2);
    const naive = () =>
      test.db.transaction().execute(async (tx) => {
        const open = await tx
          .selectFrom("task")
          .select("id")
          .where("id", "=", task)
          .where("doneAt", "is", null)
          .executeTakeFirst();
        await bothHaveLooked();
        if (!open) return;
        await sql`insert into effect (task) values (${task})`.execute(tx);
        await sql`update task set done_at = app.now() where id = ${task}`.execute(tx);
      });
    await Promise.all(Array.from({ length: 10 }, naive));
    expect((await effects(test.db)).rows).toBeGreaterThan(1);
  });

  it("leaves no effect of a failed try, retries at growing intervals, and gives up after five", async () => {
    await scheduleMany(ctx, 1);
    const task = await onlyTask();
    const failing = effectHandlers(async () => {
      throw new Error("could not reach 13812345678");
    });
    for (const waitS of [15, 30, 60, 120]) {
      const before = await databaseNow(test.db);
      expect(await runTask(ctx, task, failing)).toBe("failed");
      const after = await databaseNow(test.db);
      // The delay starts at the failure, which is between the two readings of the clock.
      const { rows } = await sql<{ least: number; most: number; error: string }>`
        select extract(epoch from due_at - ${after}::timestamptz)::float8 as least,
          extract(epoch from due_at - ${before}::timestamptz)::float8 as most, last_error as error from task`.execute(
        test.db,
      );
      expect(rows[0]?.least).toBeLessThanOrEqual(waitS + CLOCK_STEP_S);
      expect(rows[0]?.most).toBeGreaterThanOrEqual(waitS - CLOCK_STEP_S);
      expect(rows[0]?.error).not.toMatch(/\d{4}/);
      await test.travel("-10 minutes");
      expect(await runTask(ctx, task, failing)).toBe("skipped");
      await test.travel("1 hour");
    }
    expect(await runTask(ctx, task, failing)).toBe("dead");
    expect(await effects(test.db)).toEqual({ tasks: 0, rows: 0 });
    expect(await deadTasks(test.db)).toMatchObject([{ id: task, attempts: 5 }]);
    expect(await taskLag(test.db)).toMatchObject({ due: 0, dead: 1 });
    await test.travel("1 day");
    expect(await due()).toEqual([]);
  });

  it("takes over a dead worker's task, and sets it aside after three dead workers", async () => {
    await scheduleMany(ctx, 2);
    const [poison, other] = await due();
    if (!poison || !other) throw new Error("two are due");
    await test.travel("1 hour");
    for (let death = 1; death <= 3; death += 1) {
      expect((await due()).map((task) => task.id)).toContain(poison.id);
      const db = createDb(test.url, { max: 1 });
      const dying = effectHandlers(async () => {
        void db.destroy();
        throw new Error("the process ends here");
      });
      await expect(runTask({ ...ctx, db }, poison.id, dying)).rejects.toThrow();
      // With the clock half an hour back the tasks are still due, and the lease still runs, however slow the
      // machine is.
      await test.travel("-30 minutes");
      expect((await due()).map((task) => task.id)).not.toContain(poison.id);
      await test.travel("30 minutes 11 seconds");
    }
    expect(await runTask(ctx, poison.id, effectHandlers())).toBe("skipped");
    expect(await failAbandonedTasks(test.db)).toBe(1);
    expect(await deadTasks(test.db)).toMatchObject([{ id: poison.id }]);
    expect(await runTask(ctx, other.id, effectHandlers())).toBe("done");
  });

  it("repeats an interrupted external task, and not a finished one", async () => {
    await scheduleTask(test.db, { task: sendSms, key: "m", payload: { messageId: ctx.ids.uuid() } });
    const task = await onlyTask();
    let sent = 0;
    const send = handlers(
      handleTask(sendSms, {
        external: true,
        run: async () => {
          sent += 1;
          if (sent === 1) throw new Error("no answer");
        },
      }),
    );
    expect(await runTask(ctx, task, send)).toBe("failed");
    await test.travel("1 minute");
    expect(await runTask(ctx, task, send)).toBe("done");
    expect(await runTask(ctx, task, send)).toBe("skipped");
    expect(sent).toBe(2);
  });
});
