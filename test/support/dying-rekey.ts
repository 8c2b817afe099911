import { createDb } from "../../db/client.ts";
import { PROGRAM } from "../../src/capabilities.ts";
import { createVault } from "../../src/platform/core/vault.ts";
import { rekey } from "../../src/platform/keys/index.ts";

/**
 * Seals values again and kills its own process after the first step of a table.
 * Arguments: database URL, new key, previous key, table.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", secret = "", previous = "", table = ""] = process.argv.slice(2);
  const vault = await createVault(secret, previous);
  await rekey({ db: createDb(databaseUrl, { max: 2 }), vault }, PROGRAM.sealed, (progress) => {
    if (progress.table === table) process.kill(process.pid, "SIGKILL");
  });
}

void main();
