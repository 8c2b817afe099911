import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createDb, type Db } from "../../db/client.ts";
import { migrate, migrationsAmong, schemaIsCurrent } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { loadReference } from "../../db/reference/load.ts";
import { createApp } from "../../src/app.ts";
import { rebuildSearch } from "../../src/search/worker.ts";
import { emptyDatabase } from "../backups/support.ts";
import { changedTables, fingerprint } from "../support/dump.ts";
import { openServices } from "../support/services.ts";
import { ROOT } from "../support/sources.ts";

const ROWS = readFileSync(join(ROOT, "test", "db", "rows-0040.sql"), "utf8");
const NAMES = Object.keys(migrations).sort();
const LAST = "0040";
/** Tables that name the time of a migration, or get an id while it runs. */
const OWN = ["public.kysely_migration", "public.enterprise_suspension"];

const opened: { db: Db; url: string; drop(): Promise<void> }[] = [];
afterAll(async () => {
  for (const { db, drop } of opened) {
    await db.destroy();
    await drop();
  }
});

/** Creates a database with the schema of migration 0040 and the rows of that time. */
async function databaseOf0040() {
  const { url, drop } = await emptyDatabase("none");
  const db = createDb(url, { max: 2 });
  opened.push({ db, url, drop });
  const ran = NAMES.filter((name) => name.slice(0, 4) <= LAST);
  await migrate(db, { migrations: migrationsAmong(ran) });
  await sql.raw(ROWS).execute(db);
  return { db, url };
}

const suspensions = (db: Db) =>
  sql`
    select enterprise_id::text as enterprise, status_before, reason, suspended_at, suspended_by::text as by
    from enterprise_suspension`
    .execute(db)
    .then(({ rows }) => rows);

test("rows of the schema 0040 are equal after all migrations at once and one by one, and are found", async () => {
  const [atOnce, stepwise] = [await databaseOf0040(), await databaseOf0040()];
  const later = NAMES.filter((name) => name.slice(0, 4) > LAST);
  expect(await migrate(atOnce.db)).toEqual(later);
  for (const name of later) {
    const known = migrationsAmong(NAMES.filter((one) => one <= name));
    expect(await migrate(stepwise.db, { migrations: known })).toEqual([name]);
  }
  const [one, other] = [await fingerprint(atOnce.db), await fingerprint(stepwise.db)];
  expect(Object.keys(one)).toEqual(Object.keys(other));
  expect(changedTables(one, other).filter((name) => !OWN.includes(name))).toEqual([]);
  expect(await suspensions(atOnce.db)).toEqual(await suspensions(stepwise.db));
  expect(await suspensions(atOnce.db)).toMatchObject([{ statusBefore: "unverified", reason: "查无此地" }]);

  for (const { db, url } of [atOnce, stepwise]) {
    expect(await schemaIsCurrent(db)).toBe(true);
    await loadReference(db);
    expect(await rebuildSearch(db, () => undefined)).toBe(1);
    const services = await openServices({ db, url });
    const app = createApp({ servicesOf: () => services });
    const answer = await app.request(`/api/v1/postings?q=${encodeURIComponent("电焊工")}`);
    expect(await answer.json()).toMatchObject({
      items: [{ title: "电焊工", employer: { name: "阜新机械厂" } }],
    });
    const { rows } = await sql`select stands from shared.consent`.execute(db);
    expect(rows).toEqual([{ stands: false }]);
  }
});
