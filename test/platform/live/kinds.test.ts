import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createDb, type Db } from "../../../db/client.ts";
import { closeHubs, hearsWakes, hubFor, openWakes, wakeAll } from "../../../src/platform/live/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { quietLog } from "../../support/system-context.ts";

/** Two kinds of topic, each with a table of its own. */
const KINDS = ["testNote", "testBell"] as const;
type Kind = (typeof KINDS)[number];

let database: TestDatabase;
/** The pools of two processes. */
let [writer, reader]: [Db, Db] = [{} as Db, {} as Db];
let wakes: ReturnType<typeof openWakes>;
const looks: Record<Kind, number> = { testNote: 0, testBell: 0 };

beforeAll(async () => {
  // The hubs do not poll unless a test says so. Sockets and their events go on.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  database = await testDatabase();
  [writer, reader] = [createDb(database.url), createDb(database.url)];
  wakes = openWakes(reader, database.url, quietLog);
  for (const kind of KINDS)
    await sql`create table ${sql.table(kind)} (topic text, seq int, name text, over text)`.execute(writer);
});
afterAll(async () => {
  vi.useRealTimers();
  closeHubs({ db: reader });
  await wakes?.close();
  for (const db of [writer, reader]) await db.destroy();
  await database?.drop();
});

type Row = { topic: string; seq: number; name: string };

const hubOf = (kind: Kind) =>
  hubFor({ db: reader, log: quietLog }, kind, () => ({
    async readAfter(seen) {
      looks[kind] += 1;
      const { rows } = await sql<Row>`
        select topic, seq, name from ${sql.table(kind)} where topic = any(${[...seen.keys()]}) and over is null
        order by topic, seq`.execute(reader);
      return rows
        .filter(({ topic, seq }) => seq > (seen.get(topic) ?? 0))
        .map(({ topic, seq, name }) => ({ topic, seq, event: name, data: kind }));
    },
    async readEnded(topics) {
      const { rows } = await sql<{ topic: string; data: string }>`
        select topic, over as data from ${sql.table(kind)} where topic = any(${topics}) and over is not null`.execute(
        reader,
      );
      return rows;
    },
    whole: false,
    eventsKept: 10,
  }));

/** Writes a row as another process does, and wakes the listeners of this kind unless `silent`. */
const write = (
  kind: Kind,
  {
    topic,
    seq,
    name = "said",
    over = null,
  }: { topic: string; seq: number; name?: string; over?: string | null },
  silent = false,
) =>
  writer.transaction().execute(async (tx) => {
    await sql`insert into ${sql.table(kind)} values (${topic}, ${seq}, ${name}, ${over})`.execute(tx);
    if (!silent) await sql`select ${wakeAll(`live ${kind}`)}`.execute(tx);
  });

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

async function listen(kind: Kind, topic: string) {
  const reader = (await hubOf(kind).open(topic, { after: 0 })).getReader();
  const line = { text: "", ended: false };
  const decoder = new TextDecoder();
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      line.text += decoder.decode(value);
    }
    line.ended = true;
  })();
  return line;
}

test("a commit of another process reaches the listeners of its kind and topic, and wakes no other kind", async () => {
  const [note, other, bell] = [
    await listen("testNote", "one"),
    await listen("testNote", "two"),
    await listen("testBell", "one"),
  ];
  await until(() => hearsWakes(reader));
  // The connection has just opened, so both kinds look once more.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = { ...looks };
  await write("testNote", { topic: "one", seq: 1, name: "pin" });
  await write("testNote", { topic: "one", seq: 2, name: "check" });
  await until(() => note.text.includes("id: 2"));
  expect(note.text).toContain(
    'id: 1\nevent: pin\ndata: "testNote"\n\nid: 2\nevent: check\ndata: "testNote"\n\n',
  );
  expect(looks.testNote).toBeGreaterThan(before.testNote);
  expect([other.text, bell.text].map((text) => text.includes("id:"))).toEqual([false, false]);
  expect(looks.testBell).toBe(before.testBell);
});

test("the end of a topic reaches its listeners by the same way", async () => {
  const bell = await listen("testBell", "three");
  await write("testBell", { topic: "three", seq: 1, over: "cancelled" });
  await until(() => bell.ended);
  expect(bell.text).toContain("event: end\ndata: cancelled\n\n");
});

test("an event that nobody was woken for is found by the poll", async () => {
  const note = await listen("testNote", "four");
  await write("testNote", { topic: "four", seq: 1 }, true);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(note.text).not.toContain("id:");
  vi.advanceTimersByTime(500);
  await until(() => note.text.includes("id: 1"));
});
