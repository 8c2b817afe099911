import { failureText, readNodeConfig } from "../src/platform/node-config.ts";
import { registerEngineKeys } from "../src/search/worker.ts";
import { createDb } from "./client.ts";
import { migrate } from "./migrate.ts";
import { loadReference } from "./reference/load.ts";

/**
 * `npm run migrate`: migrates the database DATABASE_URL to the newest schema and loads reference data. With
 * MEILI_MASTER_KEY it also registers the keys of our processes with Meilisearch.
 */
async function main(): Promise<void> {
  const config = readNodeConfig();
  if (!config.databaseUrl) {
    console.error("DATABASE_URL is not set. The embedded database is migrated by `npm start` itself.");
    process.exit(1);
  }
  const db = createDb(config.databaseUrl, { max: 2 });
  try {
    const done = await migrate(db);
    const loaded = await loadReference(db);
    console.log(
      `migrated: ${done.join(", ") || "already current"}; reference tables ${loaded ? "loaded" : "already current"}`,
    );
    if (config.meiliMaster) await registerEngineKeys(config.meiliMaster);
  } finally {
    await db.destroy();
  }
}

main().catch((error: unknown) => {
  console.error(failureText(error));
  process.exit(1);
});
