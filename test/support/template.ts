import pg from "pg";
import { createDb } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { loadReference } from "../../db/reference/load.ts";

/** The database that holds the demo world besides; made by the first test that needs it. */
export const demoTemplateOf = (template: string): string => `${template}_demo`;

/** Makes the migrated database that tests clone, with the reference data in it. */
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
