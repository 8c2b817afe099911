import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, type Db } from "../../../db/client.ts";
import { createWaiting, hearsWakes, onWake, openWakes, wakeAll } from "../../../src/platform/live/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { quietLog } from "../../support/system-context.ts";

let database: TestDatabase;
/** The pools of two processes. */
let [writer, reader]: [Db, Db] = [{} as Db, {} as Db];
let wakes: ReturnType<typeof openWakes>;

beforeAll(async () => {
  database = await testDatabase();
  [writer, reader] = [createDb(database.url), createDb(database.url)];
  wakes = openWakes(reader, database.url, quietLog);
});
afterAll(async () => {
  await wakes?.close();
  for (const db of [writer, reader]) await db.destroy();
  await database?.drop();
});

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const tell = (db: Db) => sql`select ${wakeAll("log")}`.execute(db);

test("a process hears of a commit of another one, and of nothing that was rolled back", async () => {
  let [heard, others] = [0, 0];
  onWake(reader, "log", () => {
    heard += 1;
  });
  onWake(reader, "live board", () => {
    others += 1;
  });
  await until(() => hearsWakes(reader));
  // Nobody knows what was told before.
  expect([heard, others]).toEqual([1, 1]);
  await expect(
    writer.transaction().execute(async (tx) => {
      await sql`select ${wakeAll("log")}`.execute(tx);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  await tell(writer);
  await until(() => heard > 1);
  expect([heard, others]).toEqual([2, 1]);
  expect(hearsWakes(writer)).toBe(false);
});

test("a lost connection is opened again, and whoever waits looks once more", async () => {
  let heard = 0;
  onWake(reader, "log", () => {
    heard += 1;
  });
  const { rows } = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen%'`.execute(writer);
  expect(rows).toHaveLength(1);
  await until(() => !hearsWakes(reader));
  await until(() => hearsWakes(reader));
  expect(heard).toBe(1);
  await tell(writer);
  await until(() => heard === 2);
});

test("whoever waits is woken by the commit; with the connection off, by the next look", async () => {
  const here = new Set<number>();
  const seen: number[] = [];
  const waiting = createWaiting<number>({
    lookMs: 5,
    async look(_db, all) {
      seen.push(all.length);
      return all.flatMap((what, place) => (here.has(what) ? [place] : []));
    },
  });
  const tools = { db: reader, log: quietLog };
  const first = waiting.wait(tools, 1, { ms: 60_000 });
  await until(() => seen.length > 0);
  here.add(1);
  await tell(writer);
  expect(await first).toBe(true);
  expect(await waiting.wait(tools, 1, { ms: 60_000 })).toBe(true);

  await wakes.close();
  const second = waiting.wait(tools, 2, { ms: 60_000 });
  here.add(2);
  expect(await second).toBe(true);
  waiting.end(tools);
});
