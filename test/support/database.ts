import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { createDb, type Db } from "../../db/client.ts";

export type TestDatabase = {
  db: Db;
  url: string;
  /** Moves the database's clock by an interval such as `1 week`. */
  travel(interval: string): Promise<void>;
  drop(): Promise<void>;
};

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Creates a database for one test file, cloned from a migrated template. The caller must drop it in afterAll.
 */
export async function testDatabase(
  options: { max?: number; server?: { url: string; template: string } } = {},
): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const server = options.server ?? { url: inject("adminUrl"), template: inject("template") };
  await asAdmin(server.url, `create database ${name} template ${server.template}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const db = createDb(url.href, { max: options.max ?? 10 });
  return {
    db,
    url: url.href,
    async travel(interval) {
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      await client.query("update app.clock set skew = skew + $1::interval", [interval]);
      await client.end();
    },
    async drop() {
      await db.destroy();
      await asAdmin(server.url, `drop database ${name} with (force)`);
    },
  };
}
