import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restoreBackup, writeBackup } from "../../db/backup/index.ts";
import { createDb } from "../../db/client.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { changedTables, fingerprint } from "../support/dump.ts";
import { codeOf, emptyDatabase, KEY, newFolder } from "./support.ts";

let database: TestDatabase;
let path: string;
beforeAll(async () => {
  database = await testDatabase({ max: 2 });
  path = (await writeBackup({ databaseUrl: database.url, folder: newFolder(), key: KEY })).path;
});
afterAll(() => database.drop());

const restore = (databaseUrl: string) => codeOf(restoreBackup({ databaseUrl, path, key: KEY }));

test("a living database is refused and stays as it is", async () => {
  await sql`insert into account (id, phone_index, phone_sealed)
    values (gen_random_uuid(), '\\x01', '\\x02')`.execute(database.db);
  const before = await fingerprint(database.db);
  expect(await restore(database.url)).toBe("RESTORE_NOT_EMPTY");
  expect(changedTables(before, await fingerprint(database.db))).toEqual([]);
});

test("a database with another program's table is refused", async () => {
  const place = await emptyDatabase("none");
  const client = new pg.Client({ connectionString: place.url });
  await client.connect();
  await client.query("create table theirs (n int); insert into theirs values (1)");
  await client.end();
  expect(await restore(place.url)).toBe("RESTORE_NOT_EMPTY");
  await place.drop();
});

test("an empty database that a program uses is refused; once it is free, the backup goes in", async () => {
  const place = await emptyDatabase();
  const db = createDb(place.url, { max: 1 });
  await sql`insert into task (id, kind, key, payload, due_at)
    values (gen_random_uuid(), 'x', 'x', '{}', now())`.execute(db);
  expect(await restore(place.url)).toBe("RESTORE_IN_USE");
  await db.destroy();
  expect(await restore(place.url)).toBe("none");
  const again = createDb(place.url, { max: 1 });
  expect(await again.selectFrom("task").select("id").execute()).toEqual([]);
  await again.destroy();
  await place.drop();
});
