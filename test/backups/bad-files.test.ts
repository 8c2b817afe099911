import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HEADER, type JsonRecord, keyId } from "../../db/backup/format.ts";
import { readBackup, readOpening, restoreBackup, writeBackup } from "../../db/backup/index.ts";
import { writeFrames } from "../../db/backup/write-frames.ts";
import { createDb } from "../../db/client.ts";
import { migrations } from "../../db/migrations/index.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { codeOf, emptyDatabase, KEY, newFolder } from "./support.ts";

const folder = newFolder();
let demo: DemoDatabase;
let good: string;
beforeAll(async () => {
  demo = await demoDatabase();
  good = (await writeBackup({ databaseUrl: demo.url, folder, key: KEY })).path;
});
afterAll(() => demo.drop());

/** Writes a changed copy of the good backup. Returns its path. */
function copyWith(change: (path: string) => void): string {
  const path = join(folder, "changed");
  copyFileSync(good, path);
  change(path);
  return path;
}

/** Writes a backup of the given records. Returns its path. */
async function fileOf(...records: JsonRecord[]): Promise<string> {
  const path = join(folder, "made");
  const file = await open(path, "w");
  const frames = await writeFrames(file, KEY);
  for (const record of records) await frames.json(record);
  await frames.end();
  await file.close();
  return path;
}

const opening = (names: string[]): JsonRecord => ({
  kind: "opening",
  createdAt: "2026-11-29T00:00:00.000Z",
  migrations: names,
  postgres: "18",
});

test("one flipped byte in any place is found", async () => {
  const { size } = statSync(good);
  const places = [
    0,
    7,
    8,
    9,
    16,
    17,
    48,
    49,
    56,
    HEADER,
    HEADER + 1,
    size >> 1,
    size - 40,
    size - 16,
    size - 1,
  ];
  for (let at = 1_000; at < size; at += Math.floor(size / 20)) places.push(at);
  for (const at of places) {
    const path = copyWith((copy) => {
      const bytes = readFileSync(copy);
      bytes[at] = (bytes[at] ?? 0) ^ 0x20;
      writeFileSync(copy, bytes);
    });
    expect([at, await codeOf(readBackup(path, KEY))]).toEqual([at, "BACKUP_DAMAGED"]);
  }
});

test("a file that was cut off anywhere is called incomplete", async () => {
  const { size } = statSync(good);
  const frame = 256 * 1024 + 16;
  for (const left of [
    1,
    8,
    HEADER - 1,
    HEADER,
    HEADER + 20,
    HEADER + frame,
    HEADER + frame + 16,
    size - 17,
    size - 1,
  ]) {
    const path = copyWith((copy) => truncateSync(copy, left));
    expect([left, await codeOf(readBackup(path, KEY))]).toEqual([left, "BACKUP_INCOMPLETE"]);
  }
});

test("a wrong key, another file, an empty one, no file and a folder have codes of their own", async () => {
  expect(await codeOf(readBackup(good, `${KEY}!`))).toBe("BACKUP_KEY_WRONG");
  expect(keyId(KEY).equals(keyId(`${KEY}!`))).toBe(false);
  const other = copyWith((copy) => writeFileSync(copy, "x".repeat(5_000)));
  expect(await codeOf(readBackup(other, KEY))).toBe("BACKUP_NOT_ONE");
  const empty = copyWith((copy) => truncateSync(copy, 0));
  expect(await codeOf(readBackup(empty, KEY))).toBe("BACKUP_NOT_ONE");
  expect(await codeOf(readBackup(join(folder, "absent"), KEY))).toBe("BACKUP_NOT_FOUND");
  expect(await codeOf(readBackup(folder, KEY))).toBe("BACKUP_NOT_FOUND");
});

test("a newer schema is refused before the database is touched", async () => {
  const path = await fileOf(opening([...Object.keys(migrations), "9999_of_tomorrow"]));
  expect(await codeOf(readOpening(path, KEY))).toBe("BACKUP_NEWER_SCHEMA");
  expect(await codeOf(restoreBackup({ databaseUrl: "postgres://nowhere.invalid/x", path, key: KEY }))).toBe(
    "BACKUP_NEWER_SCHEMA",
  );
});

test("records without a manifest, and sums that differ, are damaged", async () => {
  const names = Object.keys(migrations);
  expect(await codeOf(readBackup(await fileOf(opening(names)), KEY))).toBe("BACKUP_DAMAGED");
  const rows = { name: "city", rows: 3, bytes: 0, sha256: "0" };
  const wrong = await fileOf(
    opening(names),
    { kind: "table", name: "city", columns: [] },
    { kind: "rows", ...rows },
  );
  expect(await codeOf(readBackup(wrong, KEY))).toBe("BACKUP_DAMAGED");
});

test("a damaged file restores nothing: the database stays empty, and takes the good file then", async () => {
  const { size } = statSync(good);
  const path = copyWith((copy) => {
    const bytes = readFileSync(copy);
    bytes[size - 400] = (bytes[size - 400] ?? 0) ^ 1;
    writeFileSync(copy, bytes);
  });
  const place = await emptyDatabase();
  expect(await codeOf(restoreBackup({ databaseUrl: place.url, path, key: KEY }))).toBe("BACKUP_DAMAGED");
  const db = createDb(place.url, { max: 1 });
  expect(await db.selectFrom("account").select("id").execute()).toEqual([]);
  expect(await db.selectFrom("city").select("code").execute()).toEqual([]);
  await db.destroy();
  const { rows } = await restoreBackup({ databaseUrl: place.url, path: good, key: KEY });
  expect(rows).toBeGreaterThan(1_000);
  await place.drop();
});

test("a backup of an older schema is brought to the newest", async () => {
  const older = Object.keys(migrations).sort().slice(0, 39);
  const path = join(folder, "older");
  const file = await open(path, "w");
  const frames = await writeFrames(file, KEY);
  const account = "01a2291e-ad48-7008-97fa-2bfead79a171\t\\\\x01\t\\\\x02\n";
  await frames.json(opening(older));
  await frames.json({ kind: "table", name: "account", columns: ["id", "phone_index", "phone_sealed"] });
  await frames.data(Buffer.from(account));
  const sha256 = createHash("sha256").update(account).digest("hex");
  const rows = { name: "account", rows: 1, bytes: account.length, sha256 };
  await frames.json({ kind: "rows", ...rows });
  await frames.json({ kind: "manifest", tables: [rows], sequences: {} });
  await frames.end();
  await file.close();
  const place = await emptyDatabase();
  expect((await restoreBackup({ databaseUrl: place.url, path, key: KEY })).rows).toBe(1);
  const db = createDb(place.url, { max: 1 });
  expect(await db.selectFrom("account").select("id").execute()).toHaveLength(1);
  expect(await db.selectFrom("invitation").select("id").execute()).toEqual([]);
  await db.destroy();
  await place.drop();
});
