import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RequestContext } from "../../../src/platform/context.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { findFile, removeFilesOf } from "../../../src/platform/files/index.ts";
import { placeId } from "../../../src/platform/files/store.ts";
import { sweepFiles } from "../../../src/platform/files/sweep-files.ts";
import { dueTasks, handlersOf, runTask } from "../../../src/platform/tasks/index.ts";
import { platformWork } from "../../../src/platform/worker.ts";
import { testDatabase } from "../../support/database.ts";
import { bodyOfPieces, entriesOf, localPlace, sampleOf } from "../../support/files.ts";
import { runScript } from "../../support/scripts.ts";
import { testContext } from "../../support/system-context.ts";
import { codeOf, put } from "./support.ts";

const KIB = 1024;
const HANDLERS = handlersOf(platformWork([]).tasks);

let database: Awaited<ReturnType<typeof testDatabase>>;
let local: ReturnType<typeof localPlace>;
let ctx: RequestContext;
let logged: Record<string, unknown>[];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  local = localPlace();
  logged = [];
  const log = (fields: Record<string, unknown>) => void logged.push(fields);
  const base = await testContext(database.db);
  ctx = { ...base, files: local.place, log: { ...base.log, warn: log, error: log } };
  await sql`truncate file, file_use, file_place, file_unknown, task`.execute(database.db);
  return local.close;
});

const states = async () => {
  const { rows } = await sql<{ state: string }>`select state from file order by id`.execute(database.db);
  return rows.map(({ state }) => state);
};
const used = async () => {
  const { rows } = await sql<{ size: number }>`select sum(size)::int as size from file_use`.execute(
    database.db,
  );
  return rows[0]?.size ?? 0;
};
const wholes = async () => (await entriesOf(local.place)).map(({ whole }) => whole);
const NOTHING = { abandoned: 0, erased: 0, partials: 0, unknown: 0, missing: 0 };

describe("a process that is killed", () => {
  test("while it writes, leaves a partial file that goes after six hours", async () => {
    expect(await runScript("dying-put", [database.url, local.root, "bytes"])).toBe("SIGKILL");
    expect([await wholes(), await states()]).toEqual([[false], ["writing"]]);
    expect(await used()).toBeGreaterThan(0);
    await database.travel("5 hours");
    expect(await sweepFiles(ctx)).toEqual(NOTHING);
    expect(await wholes()).toEqual([false]);
    await database.travel("2 hours");
    expect(await sweepFiles(ctx)).toEqual({ ...NOTHING, abandoned: 1, erased: 1 });
    expect([await wholes(), await states(), await used()]).toEqual([[], [], 0]);
  });

  test("between the file's name and its row, leaves a file that nobody reads and that goes, too", async () => {
    expect(await runScript("dying-put", [database.url, local.root, "named"])).toBe("SIGKILL");
    expect([await wholes(), await states()]).toEqual([[true], ["writing"]]);
    const [entry] = await entriesOf(local.place);
    expect(await findFile(database.db, entry?.id ?? "")).toBeNull();
    await database.travel("7 hours");
    expect(await sweepFiles(ctx)).toEqual({ ...NOTHING, abandoned: 1, erased: 1 });
    expect([await wholes(), await states(), await used()]).toEqual([[], [], 0]);
  });

  test("between a removal and the bytes, leaves bytes that the next sweep removes at once", async () => {
    const file = await put(ctx, "film", sampleOf("mp4", KIB));
    await inTransaction(ctx, (tx) => removeFilesOf(tx, file.owner));
    expect([await findFile(database.db, file.id), await wholes()]).toEqual([null, [true]]);
    expect(await sweepFiles(ctx)).toEqual({ ...NOTHING, erased: 1 });
    expect([await wholes(), await states(), await used()]).toEqual([[], [], 0]);
  });
});

describe("a file that is being written", () => {
  /** Stores a file, and sweeps after half of its bytes. */
  const sweptAtHalf = async (options: Parameters<typeof sweepFiles>[1]) => {
    const body = bodyOfPieces(sampleOf("mp4", 256 * KIB), {
      before: async (at) => {
        if (at === 128 * KIB) await sweepFiles(ctx, options);
      },
    });
    return codeOf(put(ctx, "film", body));
  };

  test("is left by the sweep", async () => {
    expect(await sweptAtHalf({})).toBe("stored");
    expect([await wholes(), await states()]).toEqual([[true], ["stored"]]);
  });

  test("twin: a sweep without patience removes it", async () => {
    expect(await sweptAtHalf({ silentMs: -60_000 })).toBe("NOT_FOUND");
    expect([await wholes(), await states()]).toEqual([[], []]);
  });

  test("shows that it is at work, however slow its body is", async () => {
    const nowMs = Date.now();
    let passedMs = 0;
    const clock = { now: () => new Date(nowMs + passedMs) };
    const body = bodyOfPieces(sampleOf("mp4", 512 * KIB), {
      // Four hours between two pieces.
      before: async (at) => {
        if (at === 0 || at % (128 * KIB) !== 0) return;
        passedMs += 4 * 3_600_000;
        await database.travel("4 hours");
        await sweepFiles({ ...ctx, clock });
      },
    });
    expect(await codeOf(put({ ...ctx, clock }, "film", body, { declared: 512 * KIB }))).toBe("stored");
  });
});

describe("bytes without a row", () => {
  const leftOver = async (finish: boolean) => {
    await placeId(database.db, ctx.ids.uuid());
    const id = ctx.ids.uuid();
    const path = join(local.root, id.slice(-2), finish ? id : `${id}.partial`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, sampleOf("mp4", KIB));
    return path;
  };
  const HOUR_S = 3_600;
  const age = (path: string, hours: number) => {
    const at = Date.now() / 1000 - hours * HOUR_S;
    utimesSync(path, at, at);
  };

  test("a partial file goes after six hours, by its own date", async () => {
    const path = await leftOver(false);
    expect(await sweepFiles(ctx)).toEqual(NOTHING);
    age(path, 7);
    expect(await sweepFiles(ctx)).toEqual({ ...NOTHING, partials: 1 });
    expect(await wholes()).toEqual([]);
  });

  test("a whole file goes a week after a sweep first saw it, however old it is", async () => {
    age(await leftOver(true), 24 * 365);
    expect(await sweepFiles(ctx)).toEqual(NOTHING);
    expect(logged).toContainEqual({ files: 1 });
    await database.travel("6 days");
    expect(await sweepFiles(ctx)).toEqual(NOTHING);
    await database.travel("2 days");
    expect(await sweepFiles(ctx)).toEqual({ ...NOTHING, unknown: 1 });
    expect(await wholes()).toEqual([]);
  });

  test("a whole file whose row comes back with another backup stays", async () => {
    const file = await put(ctx, "film", sampleOf("mp4", KIB));
    age(join(local.root, file.id.slice(-2), file.id), 24);
    await sql`create table kept_file as select * from file`.execute(database.db);
    await sql`truncate file`.execute(database.db);
    await sweepFiles(ctx);
    await database.travel("3 days");
    await sql`insert into file select * from kept_file`.execute(database.db);
    await sweepFiles(ctx);
    await sql`truncate file`.execute(database.db);
    await database.travel("5 days");
    expect(await sweepFiles(ctx)).toEqual(NOTHING);
    expect(await wholes()).toEqual([true]);
    await sql`drop table kept_file`.execute(database.db);
  });
});

test("a database without files sweeps no folder", async () => {
  const id = ctx.ids.uuid();
  await (await local.place.write(id)).finish();
  for (let week = 0; week < 3; week += 1) {
    await database.travel("8 days");
    expect(await sweepFiles(ctx)).toEqual(NOTHING);
  }
  expect(await wholes()).toEqual([true]);
});

test("rows whose bytes are missing are counted and named, and stay", async () => {
  const [lost] = [await put(ctx, "film", sampleOf("mp4", KIB)), await put(ctx, "film", sampleOf("mp4", KIB))];
  rmSync(join(local.root, lost?.id.slice(-2) ?? "", lost?.id ?? ""));
  expect(await sweepFiles(ctx)).toEqual({ ...NOTHING, missing: 1 });
  expect(logged).toContainEqual({ missing: 1, files: [lost?.id] });
  expect(await states()).toEqual(["stored", "stored"]);
});

test("a removal leaves its bytes to a task, which a worker runs", async () => {
  const file = await put(ctx, "film", sampleOf("mp4", KIB));
  expect(await inTransaction(ctx, (tx) => removeFilesOf(tx, file.owner))).toBe(1);
  expect(await inTransaction(ctx, (tx) => removeFilesOf(tx, file.owner))).toBe(0);
  const tasks = await dueTasks(database.db, { kinds: ["files.erase"], limit: 10 });
  expect(tasks).toHaveLength(1);
  expect(await runTask(ctx, tasks[0]?.id ?? "", HANDLERS)).toBe("done");
  expect([await wholes(), await states()]).toEqual([[], []]);
});
