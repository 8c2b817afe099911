import pg from "pg";
import { createDb } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { loadReference } from "../../db/reference/load.ts";

/** Makes the migrated database that tests clone, with the reference data in it. */
export async function prepareTemplate(adminUrl: string, template: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${template} with (force)`);
  await admin.query(`create database ${template}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  const db = createDb(url.href, { max: 1 });
  await migrate(db);
  await loadReference(db);
  await db.destroy();
}
