import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diskGuard } from "../../src/platform/start/disk.ts";
import { type RestartableProgram, restartableProgram } from "../support/restarts.ts";

/** The embedded database on a small disk of its own. Mounting it needs root. */
const disk = mkdtempSync(join(tmpdir(), "lianpin-disk-"));
const MIB = 2 ** 20;
let program: RestartableProgram;
let guard: ReturnType<typeof diskGuard>;
let guarded = true;
const acknowledged: string[] = [];

const run = (command: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
};
const freeMib = () => {
  const { bavail, bsize } = statfsSync(disk);
  return (bavail * bsize) / MIB;
};
/** Fills the disk until this many MiB are free. */
const fillTo = (mib: number) =>
  writeFileSync(join(disk, "ballast"), Buffer.alloc(Math.floor((freeMib() - mib) * MIB)));
const empty = () => rmSync(join(disk, "ballast"));

beforeAll(async () => {
  run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk);
  chmodSync(disk, 0o755);
  guard = diskGuard({ dataDir: disk, databaseUrl: null });
  program = await restartableProgram(10, {
    dataDir: disk,
    services: { storageFull: () => guarded && guard.isFull() },
  });
});
afterAll(async () => {
  guard.stop();
  await program.close();
  run("umount", disk);
  rmSync(disk, { recursive: true });
});

async function write(): Promise<{ status: number; code: string }> {
  const { status, code, id } = await program.post(null);
  if (id) acknowledged.push(id);
  return { status, code };
}
/** Returns the seconds until a write is accepted again, at most 30. */
async function recoveryS(): Promise<number> {
  const from = performance.now();
  while ((await write()).status !== 201 && performance.now() - from < 30_000) await pause(100);
  return (performance.now() - from) / 1000;
}
const read = async () => (await fetch(`${program.origin}/api/v1/postings`)).status;

test("F9: on a nearly full disk writes answer 507, reads go on, and space ends it within ten seconds", async () => {
  expect((await write()).status).toBe(201);
  fillTo(40);
  await expect.poll(write, { timeout: 10_000 }).toEqual({ status: 507, code: "STORAGE_FULL" });
  for (let n = 0; n < 50; n += 1) {
    expect(await write()).toEqual({ status: 507, code: "STORAGE_FULL" });
    expect(await read()).toBe(200);
  }
  empty();
  const seconds = await recoveryS();
  console.log(JSON.stringify({ fault: "F9", seconds: Math.round(seconds * 10) / 10 }));
  expect(seconds).toBeLessThan(10);
});

test("twin: without the guard PostgreSQL stops, and reads with it; it starts again once there is space", async () => {
  guarded = false;
  fillTo(2);
  // Long work, such as an import, fills what is left of the log. Its next segment finds no space.
  const fill = async () => {
    for (let mib = 0; mib < 200; mib += 1)
      await sql`select pg_logical_emit_message(true, 'filler', repeat('x', ${MIB}))`.execute(program.db);
  };
  const working = fill().catch(() => undefined);
  const seen = new Set<number>();
  for (let n = 0; n < 200 && !seen.has(503); n += 1) {
    const answers = await Promise.all(Array.from({ length: 4 }, write));
    for (const { status } of answers) seen.add(status);
  }
  await working;
  expect([...seen].filter((status) => ![201, 503, 507].includes(status))).toEqual([]);
  expect(await read()).toBe(503);
  empty();
  guarded = true;
  const seconds = await recoveryS();
  console.log(JSON.stringify({ fault: "F9 twin", seconds: Math.round(seconds * 10) / 10 }));
  expect(seconds).toBeLessThan(10);
  const kept = new Set(await program.postings());
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
});
