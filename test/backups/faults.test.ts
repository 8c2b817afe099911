import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listBackups, pruneBackups, restoreBackup, writeBackup } from "../../db/backup/index.ts";
import { writeFrames } from "../../db/backup/write-frames.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { runScript } from "../support/scripts.ts";
import { codeOf, emptyDatabase, KEY, keptPrint, newFolder } from "./support.ts";

let demo: DemoDatabase;
beforeAll(async () => {
  demo = await demoDatabase();
});
afterAll(() => demo.drop());

const backup = (folder: string, now = new Date()) =>
  writeBackup({ databaseUrl: demo.url, folder, key: KEY, now });

test("a killed backup leaves the last good one, and what it left goes with a later backup", async () => {
  const folder = newFolder();
  const { path } = await backup(folder, new Date("2026-11-27T16:00:00Z"));
  const before = readFileSync(path);
  for (const bytes of ["1", "1000000"])
    expect(await runScript("dying-backup", ["write", demo.url, folder, KEY, bytes])).toBe("SIGKILL");
  expect(await listBackups(folder)).toEqual([path]);
  expect(readFileSync(path).equals(before)).toBe(true);
  const partials = readdirSync(folder).filter((name) => name.endsWith(".partial"));
  expect(partials.length).toBeGreaterThan(0);
  for (const name of partials) utimesSync(join(folder, name), 0, 0);
  const next = await backup(folder);
  expect(readdirSync(folder).sort()).toEqual([basename(path), basename(next.path)]);
});

test("a killed restore leaves an empty database, which the next restore fills", async () => {
  const { path } = await backup(newFolder());
  const place = await emptyDatabase();
  for (const bytes of ["1", "1000000"])
    expect(await runScript("dying-backup", ["restore", place.url, path, KEY, bytes])).toBe("SIGKILL");
  await restoreBackup({ databaseUrl: place.url, path, key: KEY });
  expect(await keptPrint(place.url)).toEqual(await keptPrint(demo.url));
  await place.drop();
});

test("a byte that the disk changes while the backup is written is found by reading it back", async () => {
  const folder = newFolder();
  let changed = false;
  const broken = writeBackup({
    databaseUrl: demo.url,
    folder,
    key: KEY,
    progress({ step }) {
      const partial = join(folder, readdirSync(folder)[0] ?? "");
      const bytes = readFileSync(partial);
      if (changed || step !== "write" || bytes.length < 300_000) return;
      bytes[200_000] = (bytes[200_000] ?? 0) ^ 1;
      writeFileSync(partial, bytes);
      changed = true;
    },
  });
  expect(await codeOf(broken)).toBe("BACKUP_DAMAGED");
  expect(changed).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test("a full disk, an unwritable folder and a second backup at once have codes; nothing is left", async () => {
  const folder = newFolder();
  const { path } = await backup(folder, new Date("2026-11-27T16:00:00Z"));
  const full = Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
  const frames = await writeFrames({ write: () => Promise.reject(full) } as never, KEY);
  expect(await codeOf(frames.end())).toBe("ENOSPC");
  writeFileSync(join(folder, "file"), "");
  expect(await codeOf(backup(join(folder, "file", "below")))).toBe("BACKUP_FOLDER");

  const holder = new pg.Client({ connectionString: demo.url });
  await holder.connect();
  await holder.query("select pg_advisory_lock(hashtextextended('lianpin backup', 0))");
  expect(await codeOf(backup(folder))).toBe("BACKUP_RUNNING");
  await holder.end();
  expect(await listBackups(folder)).toEqual([path]);
});

/** Only root may mount a small disk. */
const mayMount = process.getuid?.() === 0 && spawnSync("unshare", ["--mount", "true"]).status === 0;

test.runIf(mayMount)(
  "a backup onto a full disk ends with its code and leaves the last good one",
  async () => {
    const script = `set -e; mount -t tmpfs -o size=1m none "$1"; echo kept > "$1/lianpin-20261127T160000Z.backup"; shift; "$@" || echo "code $?"; ls "$FOLDER"; cat "$FOLDER"/*.backup`;
    const folder = newFolder();
    const command = [process.execPath, "src/launch/run.mjs", "backup", "--to", folder];
    const said = execFileSync("unshare", ["--mount", "sh", "-c", script, "sh", folder, ...command], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH ?? "",
        FOLDER: folder,
        DATABASE_URL: demo.url,
        BACKUP_KEY: KEY,
        DATA_DIR: folder,
      },
    });
    expect(said).toMatch(/code 1\nlianpin-20261127T160000Z\.backup\nkept\n$/);
  },
);

test("a backup in the second of an earlier one does not replace it", async () => {
  const folder = newFolder();
  const now = new Date("2026-11-27T16:00:00Z");
  const [first, second] = [await backup(folder, now), await backup(folder, now)];
  expect((await listBackups(folder)).sort()).toEqual([first.path, second.path]);
});

test("of two nightly backups either can be restored, also after older ones were removed", async () => {
  const folder = newFolder();
  const days = ["2026-11-26", "2026-11-27", "2026-11-28"].map((day) => new Date(`${day}T16:00:00Z`));
  for (const day of days) await backup(folder, day);
  expect((await pruneBackups(folder, 2)).map((path) => basename(path))).toEqual([
    "lianpin-20261126T160000Z.backup",
  ]);
  const left = await listBackups(folder);
  expect(left).toHaveLength(2);
  for (const path of left) {
    const place = await emptyDatabase();
    await restoreBackup({ databaseUrl: place.url, path, key: KEY });
    expect(await keptPrint(place.url)).toEqual(await keptPrint(demo.url));
    await place.drop();
  }
});
