import pg from "pg";
import { createDb } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { loadReference } from "../../db/reference/load.ts";

/**
 * Returns the name of the template database with the demo data. The first test that needs that database
 * creates it.
 */
export const demoTemplateOf = (template: string): string => `${template}_demo`;

/** Creates the template database that tests clone, with all migrations and the reference data. */
export async function prepareTemplate(adminUrl: string, template: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  for (const stale of [template, demoTemplateOf(template)])
    await admin.query(`drop database if exists ${stale} with (force)`);
  await admin.query(`create database ${template}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  const db = createDb(url.href, { max: 1 });
  await migrate(db);
  await loadReference(db);
  await db.destroy();
}
