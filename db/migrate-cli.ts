import { readNodeConfig } from "../src/node-config.ts";
import { createDb } from "./client.ts";
import { migrate } from "./migrate.ts";
import { loadReference } from "./reference/load.ts";

/** `npm run migrate`: brings DATABASE_URL to the newest schema and reference data, then ends. */
const config = readNodeConfig();
if (!config.databaseUrl) {
  console.error("DATABASE_URL is not set. The embedded database is migrated by `npm start` itself.");
  process.exit(1);
}
const db = createDb(config.databaseUrl, { max: 2 });
try {
  const done = await migrate(db);
  const rows = await loadReference(db);
  console.log(
    `migrated: ${done.join(", ") || "already current"}; ${rows.divisions} divisions, ${rows.occupations} occupations`,
  );
} finally {
  await db.destroy();
}
