import { boot } from "../src/boot.ts";
import { ConfigError } from "../src/config.ts";
import { systemContext } from "../src/context.ts";
import { readNodeConfig, whyNot } from "../src/node-config.ts";
import { searchUpkeep } from "../src/search/worker.ts";
import { SEARCH_COMMAND as TEXT } from "../src/web/text/search.ts";

/** `npm run search -- <rebuild|reconcile>`: fills the outside index anew, or compares it posting by posting. */
async function main(): Promise<number> {
  const verb = process.argv[2];
  if (verb !== "rebuild" && verb !== "reconcile") {
    console.error(TEXT.usage);
    return 2;
  }
  const config = readNodeConfig();
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
    console.error(whyNot(error));
    process.exit(1);
  },
);
