import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { defineConsumer, runConsumer, sequence } from "../../src/platform/changes/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { housekeepingTask } from "../../src/platform/housekeeping/tasks.ts";
import { handlersOf, handleTask, runTask, scheduleTask } from "../../src/platform/tasks/index.ts";
import { drainAll } from "../../workers/index.ts";
import { put } from "../platform/changes/feed.ts";
import { openMailServer } from "../support/mail-certificate.ts";
import { refusal } from "../support/meili-stub.ts";
import { MONITORING, startPrometheus, type TestPrometheus } from "../support/prometheus.ts";
import { type Watched, watchedProgram } from "../support/watched.ts";

/**
 * Causes what each rule of docs/monitoring/alerts.yml is for, and waits until Prometheus says that the alert
 * fires. The rules are those of the file, except that they fire after a second and rates look back ten
 * seconds. A disk of its own is mounted for it, so the test needs root.
 */
const disk = mkdtempSync(join(tmpdir(), "lianpin-disk-"));
let w: Watched;
let prometheus: TestPrometheus;
const caused = new Set<string>();

const run = (command: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
};

beforeAll(async () => {
  run("mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", disk);
  w = await watchedProgram({ dataDir: disk });
  prometheus = await startPrometheus(w.target);
});
afterAll(async () => {
  await prometheus.stop();
  await w.close();
  run("umount", disk);
  rmSync(disk, { recursive: true });
});

/** Waits until the alerts fire, at most a minute. */
async function fire(...names: string[]): Promise<void> {
  await expect
    .poll(() => prometheus.firing(), { interval: 200, timeout: 60_000 })
    .toEqual(expect.arrayContaining(names));
  for (const name of names) caused.add(name);
}

/** Waits until no alert fires any more. */
const settle = () => expect.poll(() => prometheus.firing(), { interval: 200, timeout: 60_000 }).toEqual([]);

test("nothing is wrong: no alert fires", async () => {
  for (let n = 0; n < 5; n += 1) await fetch(`${w.running.origin}/`);
  await expect
    .poll(() => prometheus.query("count_over_time(up[1m])"), { timeout: 60_000 })
    .toEqual([expect.toSatisfy((scrapes: number) => scrapes >= 4)]);
  expect(await prometheus.firing()).toEqual([]);
});

test("requests wait for a lock: they are slow, fail, and take all connections", async () => {
  const ended = new AbortController();
  const locked = w.t.services.db.transaction().execute(async (tx) => {
    await sql`lock table posting`.execute(tx);
    await fire("LianpinPoolExhausted", "LianpinSlow", "LianpinServerErrors");
    ended.abort();
  });
  const ask = async () => {
    while (!ended.signal.aborted)
      await fetch(`${w.running.origin}/api/v1/postings/${w.services.ids.uuid()}`).catch(() => undefined);
  };
  await Promise.all([locked, ...Array.from({ length: 6 }, ask)]);
  await settle();
});

test("no worker runs: changes get no number, and tasks wait", async () => {
  await put(w.t.services.db, w.services.ids.uuid(), 1);
  await scheduleTask(w.t.services.db, {
    task: housekeepingTask,
    key: "waits",
    payload: { day: "2026-01-01" },
  });
  await w.t.database.travel("1 hour");
  await fire("LianpinChangesUnnumbered", "LianpinTasksLate");
  await drainAll(w.t.services);
  await settle();
});

test("a consumer stands still, then cannot apply a change", async () => {
  await put(w.t.services.db, w.services.ids.uuid(), 1);
  await sequence(w.t.services.db);
  await w.t.database.travel("1 hour");
  await fire("LianpinConsumerBehind");
  const refuses = defineConsumer({
    name: "notify",
    streams: "all",
    apply: () => Promise.reject(new Error("unreadable")),
  });
  await runConsumer(systemContext(w.t.services, "test"), refuses);
  await fire("LianpinChangesQuarantined");
  await drainAll(w.t.services);
  await w.t.services.db.deleteFrom("quarantine").execute();
  await settle();
});

test("a task fails five times", async () => {
  const db = w.t.services.db;
  await scheduleTask(db, { task: housekeepingTask, key: "fails", payload: { day: "2026-01-02" } });
  const { id } = await db
    .selectFrom("task")
    .select("id")
    .where("key", "=", "fails")
    .executeTakeFirstOrThrow();
  const work = handleTask(housekeepingTask, {
    external: false,
    run: () => Promise.reject(new Error("broken")),
  });
  const outcomes: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    outcomes.push(await runTask(systemContext(w.t.services, "test"), id, handlersOf([work])));
    await w.t.database.travel("1 hour");
  }
  expect(outcomes.at(-1)).toBe("dead");
  await fire("LianpinTasksDead");
  await db.deleteFrom("task").where("id", "=", id).execute();
});

test("the search engine refuses its queries", async () => {
  w.stub.answer = () => refusal(500, "internal");
  const ask = () => fetch(`${w.running.origin}/api/v1/postings?q=${encodeURIComponent("焊工")}`);
  const asking = setInterval(() => void ask().catch(() => undefined), 300);
  await fire("LianpinSearchDegraded");
  clearInterval(asking);
});

test("the newest backup is too old", async () => {
  w.backup.age = async () => 30 * 3_600;
  await fire("LianpinBackupOld");
});

test("the archive of the log stands still, and its base backup is too old", async () => {
  const name = new URL(w.t.database.url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: w.t.database.url });
  await admin.connect();
  await admin.query("select pg_create_physical_replication_slot('lianpin_wal', true)");
  for (let segment = 0; segment < 6; segment += 1) {
    await admin.query("select pg_logical_emit_message(false, 'test', 'x')");
    await admin.query("select pg_switch_wal()");
  }
  await admin.query(`comment on database "${name}" is 'lianpin_wal base 2026-01-01T00:00:00Z'`);
  await fire("LianpinWalStopped", "LianpinWalBehind", "LianpinWalBaseOld");
  await admin.query("select pg_drop_replication_slot('lianpin_wal')");
  await admin.query(`comment on database "${name}" is null`);
  await admin.end();
});

test("the disk fills", async () => {
  writeFileSync(join(disk, "ballast"), Buffer.alloc(9 * 2 ** 20));
  await fire("LianpinDiskFilling");
  writeFileSync(join(disk, "more"), Buffer.alloc(0.8 * 2 ** 20));
  await fire("LianpinDiskFull");
  rmSync(join(disk, "ballast"));
});

test("the event loop is blocked", async () => {
  const block = setInterval(() => {
    for (const end = performance.now() + 700; performance.now() < end; );
  }, 750);
  await fire("LianpinEventLoopSlow");
  clearInterval(block);
});

test("the process ends", async () => {
  await w.closeMetrics();
  await fire("LianpinDown");
});

test("the mail server's certificate ends soon, and then the server is away", async () => {
  const server = await openMailServer(3);
  const mail = { url: server.url, from: "no-reply@example.org" };
  await w.reopenMetrics({ mail });
  await fire("LianpinMailCertificateExpires");
  await server.close();
  await w.closeMetrics();
  await w.reopenMetrics({ mail });
  await fire("LianpinMailServerAway");
});

test("the database refuses connections", async () => {
  const name = new URL(w.t.database.url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: inject("adminUrl") });
  await admin.connect();
  await admin.query("update pg_database set datallowconn = false where datname = $1", [name]);
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  await fire("LianpinDatabaseDown");
  await admin.end();
});

test("every rule was made to fire", () => {
  const { groups } = parse(readFileSync(join(MONITORING, "alerts.yml"), "utf8"));
  const names = groups.flatMap((group: { rules: { alert: string }[] }) =>
    group.rules.map(({ alert }) => alert),
  );
  expect([...caused].sort()).toEqual([...names].sort());
  console.log(JSON.stringify({ fault: "alerts", fired: caused.size }));
});
