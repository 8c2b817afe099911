import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { ConfigError } from "../../src/platform/config/index.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { exitCodeOf, failureText } from "../../src/web/text/terminal/failures.ts";
import { removeEmbedded } from "../embedded/index.ts";

async function agreed(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new ConfigError({ code: "NOBODY_TO_ASK", text: "nobody can be asked here: repeat with --yes" });
  const question = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await question.question(
    `Remove the embedded database in ${dataDir} and all its data? Type yes: `,
  );
  question.close();
  return answer.trim() === "yes";
}

/** `npm run db:reset [-- --yes]`: removes the embedded database. The next start creates a new one. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { yes: { type: "boolean", default: false } } });
  const config = readNodeConfig();
  if (config.databaseUrl)
    throw new ConfigError({
      code: "EMBEDDED_ONLY",
      text: "DATABASE_URL names a server: only an embedded database is removed",
    });
  const dataDir = resolve(config.dataDir);
  if (!values.yes && !(await agreed(dataDir))) {
    console.log("nothing was removed");
    return;
  }
  const removed = await removeEmbedded(dataDir);
  // A new database would refuse the files of this one. A folder elsewhere stays.
  if (resolve(config.filesDir) === join(dataDir, "files"))
    rmSync(config.filesDir, { recursive: true, force: true });
  console.log(removed ? `removed ${removed}` : `there is no embedded database in ${dataDir}`);
}

main().catch((error: unknown) => {
  console.error(failureText(error));
  process.exit(exitCodeOf(error));
});
