import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupAge, readBackup } from "../../db/backup/index.ts";
import { platform } from "../../src/platform/capability.ts";
import { systemContext } from "../../src/platform/context.ts";
import { scheduleFirstBackup } from "../../src/platform/housekeeping/first-backup.ts";
import { backupTask } from "../../src/platform/housekeeping/tasks.ts";
import { runTask, scheduleTask } from "../../src/platform/tasks/index.ts";
import { registry } from "../../workers/registry.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openServices } from "../support/services.ts";
import { KEY, newFolder } from "./support.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 4 });
});
afterAll(() => database.drop());

/** Runs the task of one day at a time of that day, with backups in `dir`. Returns its outcome. */
async function night(day: string, dir: string | null) {
  const services = await openServices(database);
  const config = { ...services.config, backup: dir === null ? null : { dir, keep: 2 }, backupKey: KEY };
  const clock = { now: () => new Date(`${day}T00:05:00+08:00`) };
  const ctx = systemContext({ ...services, config, clock }, "test");
  await ctx.db
    .transaction()
    .execute((tx) => scheduleTask(tx, { task: backupTask, key: day, payload: { day } }));
  const { id } = await ctx.db
    .selectFrom("task")
    .select("id")
    .where("kind", "=", backupTask.kind)
    .where("key", "=", day)
    .executeTakeFirstOrThrow();
  return { ctx, outcome: await runTask(ctx, id, registry.tasks) };
}

const health = (ctx: Awaited<ReturnType<typeof night>>["ctx"]) =>
  platform.readiness.find(({ name }) => name === "backup")?.check(ctx);

test("each night writes a backup and keeps the last ones; the readiness check tells the age", async () => {
  const folder = newFolder();
  const days = ["2026-11-26", "2026-11-27", "2026-11-28"];
  for (const day of days) expect((await night(day, folder)).outcome).toBe("done");
  const names = readdirSync(folder).sort();
  expect(names).toEqual(["lianpin-20261126T160500Z.backup", "lianpin-20261127T160500Z.backup"]);
  for (const name of names) await readBackup(join(folder, name), KEY);

  const { ctx } = await night("2026-11-29", folder);
  await sql`update backup_run set started_at = app.now() - interval '25 hours'`.execute(ctx.db);
  expect(await health(ctx)).toMatchObject({ ok: true, nightly: true, ageS: 25 * 3600 });
  await sql`update backup_run set started_at = app.now() - interval '27 hours'`.execute(ctx.db);
  expect(await health(ctx)).toMatchObject({ ok: false, ageS: 27 * 3600 });
});

test("a folder without any gets its first backup during the day, once, from however many workers", async () => {
  const folder = newFolder();
  const dir = join(folder, "new");
  const services = await openServices(database);
  const config = { ...services.config, backup: { dir, keep: 2 }, backupKey: KEY };
  const clock = { now: () => new Date("2026-12-05T15:00:00+08:00") };
  const ctx = systemContext({ ...services, config, clock }, "test");
  const looks = await Promise.all([1, 2, 3].map(() => scheduleFirstBackup(ctx)));
  expect(looks.filter(Boolean)).toHaveLength(1);
  const { id } = await ctx.db
    .selectFrom("task")
    .select("id")
    .where("kind", "=", backupTask.kind)
    .where("key", "like", "2026-12-05 %")
    .executeTakeFirstOrThrow();
  expect(await runTask(ctx, id, registry.tasks)).toBe("done");
  const names = readdirSync(dir);
  expect(names).toEqual(["lianpin-20261205T070000Z.backup"]);
  expect(await scheduleFirstBackup(ctx)).toBe(false);
  const payload = { day: "2026-12-05", first: true as const };
  await ctx.db.transaction().execute((tx) => scheduleTask(tx, { task: backupTask, key: "late", payload }));
  const late = await ctx.db
    .selectFrom("task")
    .select("id")
    .where("key", "=", "late")
    .executeTakeFirstOrThrow();
  expect(await runTask(ctx, late.id, registry.tasks)).toBe("done");
  expect(readdirSync(dir)).toEqual(names);
});

test("a failed night is recorded by its code, is tried again, and does not count as a backup", async () => {
  const before = await backupAge(database.db);
  const { ctx, outcome } = await night("2026-12-01", "/dev/null/below");
  expect(outcome).toBe("failed");
  const { rows } = await sql`select bytes, error from backup_run where error is not null`.execute(ctx.db);
  expect(rows).toEqual([{ bytes: null, error: "BACKUP_FOLDER" }]);
  expect((await backupAge(ctx.db))?.lastAt).toEqual(before?.lastAt);
});

test("without BACKUP_DIR the task does nothing, and the readiness check is content", async () => {
  const runs = () => sql`select 1 from backup_run`.execute(database.db).then(({ rows }) => rows.length);
  const before = await runs();
  const { ctx, outcome } = await night("2026-12-02", null);
  expect(outcome).toBe("done");
  expect(await runs()).toBe(before);
  expect(await health(ctx)).toMatchObject({ ok: true, nightly: false });
});
