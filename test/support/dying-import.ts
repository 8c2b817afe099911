import { createDb } from "../../db/client.ts";
import { runImport } from "../../src/imports/index.ts";
import { dyingIds } from "./dying-ids.ts";
import { testContext } from "./system-context.ts";

/**
 * Runs an import that kills its own process inside a transaction, when it makes the n-th id.
 * Arguments: database URL, import id, n.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", importId = "", nth = "1"] = process.argv.slice(2);
  const ctx = await testContext(createDb(databaseUrl, { max: 4 }));
  await runImport({ ...ctx, ids: dyingIds(ctx.ids, Number(nth)) }, { importId });
}

void main();
