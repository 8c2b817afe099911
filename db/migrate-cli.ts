import { ConfigError } from "../src/platform/config/index.ts";
import { refuseArguments } from "../src/platform/start/arguments.ts";
import { readNodeConfig } from "../src/platform/start/node-config.ts";
import { registerEngineKeys } from "../src/search/worker.ts";
import { exitCodeOf, failureText } from "../src/web/text/terminal/failures.ts";
import { createDb } from "./client.ts";
import { migrate } from "./migrate.ts";
import { loadReference } from "./reference/load.ts";

/**
 * `npm run migrate`: migrates the database DATABASE_URL to the newest schema and loads reference data. With
 * MEILI_MASTER_KEY it also registers the keys of our processes with Meilisearch.
 */
async function main(): Promise<void> {
  refuseArguments();
  const config = readNodeConfig();
  if (!config.databaseUrl)
    throw new ConfigError({
      code: "DATABASE_URL_REQUIRED",
      text: "DATABASE_URL is not set. The embedded database is migrated by `npm start` itself.",
    });
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
  process.exit(exitCodeOf(error));
});
