import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restoreBackup, type Written, writeBackup } from "../../db/backup/index.ts";
import { createDb, type Db } from "../../db/client.ts";
import { schemaIsCurrent } from "../../db/migrate.ts";
import { PROGRAM } from "../../src/capabilities.ts";
import { anySealedPhone } from "../../src/identity/index.ts";
import { createVault } from "../../src/platform/core/vault.ts";
import { checkKeys, rekey } from "../../src/platform/keys/index.ts";
import { indexedRevisions } from "../../src/search/store/upkeep.ts";
import { rebuildSearch } from "../../src/search/worker.ts";
import { drainAll } from "../../workers/index.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { changedTables, fingerprint } from "../support/dump.ts";
import { openServices, TEST_SECRET } from "../support/services.ts";
import { emptyDatabase, KEY, keptPrint, newFolder } from "./support.ts";

let demo: DemoDatabase;
let other: Awaited<ReturnType<typeof emptyDatabase>>;
let written: Written;
let db: Db;

beforeAll(async () => {
  [demo, other] = await Promise.all([demoDatabase(), emptyDatabase("none")]);
  // Writing it again and again moves its sequence past its rows, which are few.
  await sql`insert into outbox (stream, kind, record_id, home, rev, op)
    select '210900/public', 'posting', n::text, '210900', 1, 'noop' from generate_series(1, 3) n`.execute(
    demo.db,
  );
  // A city that another node writes now, while a change of it still waits. Its trigger would refuse the row.
  await sql`update city set hosted = false where code = '210900'`.execute(demo.db);
  written = await writeBackup({ databaseUrl: demo.url, folder: newFolder(), key: KEY });
  await restoreBackup({ databaseUrl: other.url, path: written.path, key: KEY });
  db = createDb(other.url, { max: 4 });
});
afterAll(async () => {
  await db.destroy();
  await Promise.all([demo.drop(), other.drop()]);
});

test("every kept table has the same hash in the restored database, generated columns included", async () => {
  const [before, after] = [await keptPrint(demo.url), await keptPrint(other.url)];
  expect(after).toEqual(before);
  expect(Object.values(before).filter((print) => print && !print.startsWith("0 ")).length).toBeGreaterThan(
    20,
  );
  expect(await schemaIsCurrent(db)).toBe(true);
});

test("twin: the hashes notice one changed letter", async () => {
  const before = await fingerprint(db);
  await sql`update enterprise set name = name || '.' where id = (select id from enterprise limit 1)`.execute(
    db,
  );
  expect(changedTables(before, await fingerprint(db))).toEqual(["public.enterprise"]);
  await sql`update enterprise set name = rtrim(name, '.')`.execute(db);
  expect(changedTables(before, await fingerprint(db))).toEqual([]);
});

test("constraints, triggers, sequences and the rule that audit only grows hold again", async () => {
  const foreignKeys = (of: Db) =>
    sql<{ n: number }>`select count(*)::int as n from pg_constraint where contype = 'f' and convalidated`
      .execute(of)
      .then(({ rows }) => rows[0]?.n);
  expect(await foreignKeys(db)).toBe(await foreignKeys(demo.db));
  await expect(sql`delete from audit`.execute(db)).rejects.toThrow("only grows");
  const disabled = sql`select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`;
  expect((await disabled.execute(db)).rows).toEqual([]);
  const next = (of: Db) =>
    sql<{ n: number }>`select nextval(pg_get_serial_sequence('outbox', 'id'))::int as n`
      .execute(of)
      .then(({ rows }) => rows[0]?.n ?? 0);
  expect(await next(db)).toBe(await next(demo.db));
});

test("sign-in secrets are in no restored table, and the file shows nothing in the clear", async () => {
  for (const name of ["session", "sign_in_link", "otp_challenge", "message", "idempotency"])
    expect((await sql`select 1 from ${sql.table(name)}`.execute(db)).rows).toEqual([]);
  const file = readFileSync(written.path);
  for (const word of ["沐屿", "posting", "210900"]) expect(file.includes(word)).toBe(false);
});

test("search is whole after its rebuild, phones open, and the feed goes on without a gap", async () => {
  let told = 0;
  const done = await rebuildSearch(db, (n) => {
    told = n;
  });
  const [had, has] = [await indexedRevisions(demo.db), await indexedRevisions(db)];
  expect(done).toBe(had.size);
  expect(told).toBe(done);
  expect(has).toEqual(had);
  const services = await openServices({ db, url: other.url });
  const account = await db.selectFrom("account").select("phoneSealed").executeTakeFirstOrThrow();
  expect(await services.vault.open(account.phoneSealed)).toMatch(/^1\d{10}$/);
  await drainAll(services);
  const { rows } = await sql<{ gaps: number; waiting: number }>`
    select (select count(*)::int from log_head h where h.size <>
        (select count(*) from log_entry c where c.stream = h.stream and c.epoch = h.epoch)) as gaps,
      (select count(*)::int from outbox) as waiting`.execute(db);
  expect(rows).toEqual([{ gaps: 0, waiting: 0 }]);
});

test("after a change of keys, a restored backup opens with the new key alone", async () => {
  const secret = "a new key of the tests, 0123456789abcdef";
  const tools = { db: demo.db, vault: await createVault(secret, TEST_SECRET) };
  await checkKeys(demo.db, tools.vault, anySealedPhone);
  expect((await rekey(tools, PROGRAM.sealed)).left).toEqual([]);
  const { path } = await writeBackup({ databaseUrl: demo.url, folder: newFolder(), key: KEY });
  const place = await emptyDatabase();
  await restoreBackup({ databaseUrl: place.url, path, key: KEY });
  const restored = createDb(place.url, { max: 1 });
  const vault = await createVault(secret);
  await checkKeys(restored, vault, anySealedPhone);
  expect(await vault.open((await anySealedPhone(restored)) ?? Buffer.alloc(0))).toMatch(/^1\d{10}$/);
  const earlier = await createVault(TEST_SECRET);
  await expect(checkKeys(restored, earlier, anySealedPhone)).rejects.toMatchObject({ code: "KEYS_SWAPPED" });
  await restored.destroy();
  await place.drop();
});

test("without the rebuild, the index's consumer fills it from the feed", async () => {
  const had = await indexedRevisions(db);
  await sql`truncate posting_search, posting_terms`.execute(db);
  await sql`delete from consumer_cursor where consumer = 'search-index'`.execute(db);
  await drainAll(await openServices({ db, url: other.url }));
  expect(await indexedRevisions(db)).toEqual(had);
});
