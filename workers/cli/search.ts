import { chmodSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../db/make-folder.ts";
import { boot } from "../../src/boot.ts";
import { type Config, ConfigError } from "../../src/platform/config/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { engineKeys, registerEngineKeys, searchUpkeep } from "../../src/search/worker.ts";
import { SEARCH_COMMAND as TEXT } from "../../src/web/text/terminal/search.ts";
import { runCommand } from "./run-command.ts";

/** Name of the file that holds a process's key, in a folder of that process. */
const KEY_FILE = "meili_key";

/** Writes each key to `FOLDER/<process>/meili_key`, as a whole. */
function writeKeys(folder: string, keys: Awaited<ReturnType<typeof engineKeys>>): void {
  for (const { process: name, value } of keys) {
    const path = join(folder, name, KEY_FILE);
    makeFolder(join(folder, name));
    writeFileSync(`${path}.partial`, value);
    chmodSync(`${path}.partial`, 0o444);
    renameSync(`${path}.partial`, path);
  }
}

/** Prints or writes the keys of our processes, or registers them with Meilisearch. */
async function useKeys(config: Config, verb: "keys" | "register", folder: string | undefined): Promise<void> {
  if (!config.meiliMaster)
    throw new ConfigError({ code: "MASTER_KEY_REQUIRED", text: "MEILI_URL and MEILI_MASTER_KEY are needed" });
  if (verb === "register") return registerEngineKeys(config.meiliMaster);
  const keys = await engineKeys(config.meiliMaster.masterKey);
  if (folder) writeKeys(folder, keys);
  else for (const { process: name, value } of keys) console.log(`${name} ${value}`);
}

const VERBS = ["rebuild", "reconcile", "keys", "register"] as const;

/**
 * `npm run search -- <rebuild|reconcile|keys|register>`: rebuilds the index in Meilisearch, repairs it
 * posting by posting, prints the Meilisearch keys of our processes, or registers them. The keys are computed
 * from MEILI_MASTER_KEY, without a request. `keys --to FOLDER` writes them to files.
 */
async function main(): Promise<number> {
  const [given, option, folder, ...rest] = process.argv.slice(2);
  const verb = VERBS.find((one) => one === given);
  const hasFolder = verb === "keys" && option === "--to" && folder !== undefined && rest.length === 0;
  if (!verb || (option !== undefined && !hasFolder)) {
    console.error(TEXT.usage);
    return 2;
  }
  const config = readNodeConfig();
  if (verb === "keys" || verb === "register") {
    await useKeys(config, verb, folder);
    return 0;
  }
  if (!config.meili)
    throw new ConfigError({
      code: "MEILI_REQUIRED",
      text: "MEILI_URL and MEILI_KEY are needed: without them PostgreSQL searches",
    });
  const booted = await boot(config, { join: true, mustExist: true });
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

runCommand(main);
