import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../src/platform/config/index.ts";
import { refuseArguments } from "../../src/platform/start/arguments.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { exitCodeOf, failureText } from "../../src/web/text/terminal/failures.ts";
import { runningEmbedded } from "../embedded/index.ts";

const FILE = ".dev.vars";

/**
 * `npm run edge:vars`: writes `.dev.vars`, from which `wrangler dev` takes the address and the key of the
 * program's database. Throws ConfigError if there is neither DATABASE_URL nor a running program.
 */
function main(): void {
  refuseArguments();
  const { databaseUrl, secretKey, dataDir } = readNodeConfig();
  const url = databaseUrl ?? runningEmbedded(dataDir);
  if (!url)
    throw new ConfigError({
      code: "PROGRAM_NOT_RUNNING",
      text: "no program runs here: start it with `npm start`, or set DATABASE_URL",
    });
  if (databaseUrl && !secretKey)
    throw new ConfigError({ code: "SECRET_KEY_REQUIRED", text: "DATABASE_URL needs its SECRET_KEY" });
  const key = secretKey ?? readFileSync(join(dataDir, "secret.key"), "utf8");
  writeFileSync(FILE, `DATABASE_URL=${JSON.stringify(url)}\nSECRET_KEY=${JSON.stringify(key)}\n`, {
    mode: 0o600,
  });
  console.log(`wrote ${FILE}; now run: npx wrangler dev`);
}

try {
  main();
} catch (error) {
  console.error(failureText(error));
  process.exit(exitCodeOf(error));
}
