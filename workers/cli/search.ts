import { boot } from "../../src/boot.ts";
import { ConfigError } from "../../src/platform/config.ts";
import { systemContext } from "../../src/platform/context.ts";
import { failureText, readNodeConfig } from "../../src/platform/node-config.ts";
import { engineKeys, searchUpkeep } from "../../src/search/worker.ts";
import { SEARCH_COMMAND as TEXT } from "../../src/web/text/terminal/search.ts";

/**
 * `npm run search -- <rebuild|reconcile|keys>`: rebuilds the index in Meilisearch, repairs it posting by
 * posting, or prints the Meilisearch keys of our processes. The keys are computed from MEILI_MASTER_KEY,
 * without a request.
 */
async function main(): Promise<number> {
  const verb = process.argv[2];
  if (verb !== "rebuild" && verb !== "reconcile" && verb !== "keys") {
    console.error(TEXT.usage);
    return 2;
  }
  const config = readNodeConfig();
  if (verb === "keys") {
    if (!config.meiliMaster) throw new ConfigError("MEILI_URL and MEILI_MASTER_KEY are needed");
    for (const { process: name, value } of await engineKeys(config.meiliMaster.masterKey))
      console.log(`${name} ${value}`);
    return 0;
  }
  if (!config.meili)
    throw new ConfigError("MEILI_URL and MEILI_KEY are needed: without them PostgreSQL searches");
  const booted = await boot(config, { join: true });
  try {
    const upkeep = await searchUpkeep(systemContext(booted.services, "search"));
    if (!upkeep) return 2;
    if (verb === "rebuild") {
      const written = await upkeep.rebuild((done, total) => console.log(TEXT.progress(done, total)));
      console.log(TEXT.rebuilt(written));
    } else {
      const { written, removed } = await upkeep.reconcile();
      console.log(TEXT.reconciled(written, removed));
    }
    return 0;
  } finally {
    await booted.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(failureText(error));
    process.exit(1);
  },
);
