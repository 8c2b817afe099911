import pg from "pg";
import { inject } from "vitest";
import { seedDemo } from "../../db/demo/index.ts";
import type { Services } from "../../src/platform/context.ts";
import { drainAll } from "../../workers/index.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { openServices } from "./services.ts";
import { demoTemplateOf } from "./template.ts";

export type DemoDatabase = TestDatabase & { services: Services };

/** Creates a database with all demo data, indexed for search. */
export async function demoDatabase(): Promise<DemoDatabase> {
  const server = { url: inject("adminUrl"), template: await demoTemplate() };
  const database = await testDatabase({ server });
  return { ...database, services: await openServices(database) };
}

/**
 * Returns the name of the template database with the demo data. The first test file that calls this creates
 * the template; the others wait for it.
 */
async function demoTemplate(): Promise<string> {
  const name = demoTemplateOf(inject("template"));
  const admin = new pg.Client({ connectionString: inject("adminUrl") });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await admin.query(`alter database ${await seededDatabase()} rename to ${name}`);
    return name;
  } finally {
    await admin.end();
  }
}

/** Creates a database with the demo data and closes its connections. Returns its name. */
async function seededDatabase(): Promise<string> {
  const database = await testDatabase();
  const services = await openServices(database);
  await seedDemo(services);
  await drainAll(services);
  await database.db.destroy();
  return new URL(database.url).pathname.slice(1);
}
