import { createDb } from "../../db/client.ts";
import { runImport } from "../../src/imports/index.ts";
import { systemIds } from "../../src/platform/core/ids.ts";
import { testContext } from "./system-context.ts";

/**
 * Runs an import that kills its own process inside a transaction, when it makes the n-th id.
 * Arguments: database URL, import id, n.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", importId = "", nth = "1"] = process.argv.slice(2);
  const ctx = await testContext(createDb(databaseUrl, { max: 4 }));
  let made = 0;
  const uuid = () => {
    made += 1;
    if (made >= Number(nth)) process.kill(process.pid, "SIGKILL");
    return systemIds.uuid();
  };
  await runImport({ ...ctx, ids: { ...ctx.ids, uuid } }, { importId });
}

void main();
