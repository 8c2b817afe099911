import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDb, type Db } from "../../db/client.ts";
import { type MigrateOptions, migrate, schemaIsCurrent } from "../../db/migrate.ts";
import { type Migration, migrations } from "../../db/migrations/index.ts";
import { createApp } from "../../src/app.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";

const run = (...statements: string[]): Migration["up"] =>
  async function up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  };

/** The next release: it widens a busy table and a view of it, and builds an index. */
const NEXT: Record<string, Migration> = {
  "9001_remark": { up: run("alter table posting add column remark text not null default ''") },
  "9002_remark_index": {
    transactional: false,
    up: run(
      "drop index concurrently if exists posting_remark",
      "create index concurrently posting_remark on posting (remark) where remark <> ''",
    ),
  },
  "9003_account_remark": { up: run("alter table account add column remark text") },
};
const next = { ...migrations, ...NEXT };
const NAMES = Object.keys(NEXT);

describe("under traffic", () => {
  const LOCK_MS = 300;
  /** A reader, such as a backup, holds the table longer than a statement of a request may take. */
  const READER_MS = 2_500;
  let t: TestApp;
  let id: string;
  let limited: Db;
  beforeAll(async () => {
    t = await testApp({ max: 20 });
    await twoAgreements(t.services.db);
    const union = await t.asOfficer(HOME);
    const { enterprise, member } = await verifiedEnterprise(t.services, union.ctx);
    id = (await publishedPosting({ member, officer: union.ctx }, enterprise.id)).id;
    limited = createDb(t.database.url, { max: 20, statementTimeoutMs: 1_000 });
  });
  afterAll(async () => {
    await limited.destroy();
    await t.close();
  });

  /** Reads and writes 50 times a second until `work` ends. Returns how often each status came. */
  async function during(work: Promise<unknown>): Promise<Record<number, number>> {
    const app = createApp({ servicesOf: () => ({ ...t.services, db: limited }) });
    const statuses: Record<number, number> = {};
    const asked: Promise<void>[] = [];
    const ask = async (n: number) => {
      const phone = `136${String(n).padStart(8, "0")}`;
      const json = { "content-type": "application/json" };
      const asks = [
        () => app.request(`/api/v1/postings/${id}`),
        () => app.request("/postings?q=%E7%84%8A%E5%B7%A5"),
        () => app.request(`/postings/${id}`),
        () =>
          app.request("/api/v1/sessions/otp", {
            method: "POST",
            headers: json,
            body: JSON.stringify({ phone }),
          }),
      ];
      const { status } = (await asks[n % asks.length]?.()) ?? { status: 0 };
      statuses[status] = (statuses[status] ?? 0) + 1;
    };
    const timer = setInterval(() => asked.push(ask(asked.length)), 20);
    await work;
    clearInterval(timer);
    await Promise.all(asked);
    return statuses;
  }

  /** Migrates while a reader holds the table. Returns the retries, and the statuses of the requests. */
  async function migrateUnderTraffic(options: MigrateOptions) {
    const retried: string[] = [];
    let hold = () => {};
    const held = new Promise<void>((resolve) => {
      hold = resolve;
    });
    const reader = t.database.db.transaction().execute(async (tx) => {
      await sql`select count(*) from posting`.execute(tx);
      hold();
      await sql`select pg_sleep(${READER_MS / 1000})`.execute(tx);
    });
    await held;
    const migrating = migrate(t.database.db, {
      lockTimeoutMs: LOCK_MS,
      retryMs: 200,
      onRetry: (name) => retried.push(name),
      ...options,
    });
    const statuses = await during(Promise.all([reader, migrating]));
    return { ran: await migrating, retried, statuses };
  }
  const failures = (statuses: Record<number, number>) =>
    Object.entries(statuses).flatMap(([status, count]) => (Number(status) >= 500 ? [[status, count]] : []));

  test("twin: a migration that waits for its lock makes requests wait, and fail", async () => {
    const { statuses } = await migrateUnderTraffic({
      migrations: { ...migrations, "9000_twin": { up: run("alter table posting add column twin text") } },
      lockTimeoutMs: 0,
    });
    expect(failures(statuses).length).toBeGreaterThan(0);
    await sql`alter table posting drop column twin`.execute(t.database.db);
    await sql`delete from kysely_migration where name = '9000_twin'`.execute(t.database.db);
  });

  test("no request fails while the next release migrates, and this one goes on", async () => {
    const { ran, retried, statuses } = await migrateUnderTraffic({ migrations: next });
    expect(ran).toEqual(NAMES);
    expect(retried).toContain("9001_remark");
    expect(failures(statuses)).toEqual([]);
    expect(statuses[200]).toBeGreaterThan(30);
    expect((await t.call("GET", `/postings/${id}`)).status).toBe(200);
    expect(failures(await during(new Promise((resolve) => setTimeout(resolve, 300))))).toEqual([]);
  });

  test("this release starts on the newer schema, and calls it current", async () => {
    expect(await migrate(t.database.db)).toEqual([]);
    expect(await schemaIsCurrent(t.database.db)).toBe(true);
    expect((await t.call("GET", "/readyz")).status).toBe(200);
  });
});

describe("on a database of its own", () => {
  test("two migrators at once: one runs, the other finds nothing to do", async () => {
    const t = await testDatabase({ max: 2 });
    const other = createDb(t.url, { max: 1 });
    const ran = await Promise.all([t.db, other].map((db) => migrate(db, { migrations: next })));
    expect(ran.map((names) => names.length).sort()).toEqual([0, NAMES.length]);
    await other.destroy();
    await t.drop();
  });

  test("one that fails is rolled back, and those before it stay", async () => {
    const t = await testDatabase();
    const broken = { ...next, "9003_account_remark": { up: run("create table half (a int)", "select 1/0") } };
    await expect(migrate(t.db, { migrations: broken })).rejects.toThrow("division by zero");
    const { rows } = await sql<{ half: string | null }>`select to_regclass('half')::text as half`.execute(
      t.db,
    );
    expect(rows).toEqual([{ half: null }]);
    expect(await migrate(t.db, { migrations: next })).toEqual(["9003_account_remark"]);
    await t.drop();
  });

  test("an index whose building was interrupted is built again", async () => {
    const t = await testDatabase();
    const stopped: Migration = {
      transactional: false,
      up: run(
        "insert into audit (id, actor_kind, action, subject_kind, subject_id) select gen_random_uuid(), 'system', 'a', 'b', 'same' from generate_series(1, 2)",
        "create unique index concurrently audit_once on audit (subject_id)",
      ),
    };
    const again: Migration = {
      transactional: false,
      up: run(
        "drop index concurrently if exists audit_once",
        "create index concurrently audit_once on audit (subject_id)",
      ),
    };
    const name = "9004_once";
    await expect(migrate(t.db, { migrations: { ...migrations, [name]: stopped } })).rejects.toThrow();
    expect(await migrate(t.db, { migrations: { ...migrations, [name]: again } })).toEqual([name]);
    const { rows } =
      await sql`select indisvalid as valid from pg_index where indexrelid = 'audit_once'::regclass`.execute(
        t.db,
      );
    expect(rows).toEqual([{ valid: true }]);
    await t.drop();
  });

  test("a migration that ran and is missing here is refused, unless it is newer", async () => {
    const t = await testDatabase();
    await migrate(t.db, { migrations: { ...migrations, "9009_gone": { up: run("select 1") } } });
    expect(await migrate(t.db)).toEqual([]);
    const later = { ...migrations, "9010_later": { up: run("select 1") } };
    await expect(migrate(t.db, { migrations: later })).rejects.toThrow(
      "corrupted migrations: 9009_gone ran and is missing here",
    );
    await t.drop();
  });

  test("an empty database gets every migration, also those outside a transaction", async () => {
    const t = await testDatabase({ server: { url: inject("adminUrl"), template: "template0" } });
    expect(await migrate(t.db, { migrations: next })).toEqual(Object.keys(next).sort());
    await t.drop();
  });
});
