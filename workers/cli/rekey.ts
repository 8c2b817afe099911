import { boot } from "../../src/boot.ts";
import { PROGRAM } from "../../src/capabilities.ts";
import { rekey } from "../../src/platform/keys/index.ts";
import { refuseArguments } from "../../src/platform/start/arguments.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { REKEY_COMMAND as TEXT } from "../../src/web/text/terminal/rekey.ts";
import { everySecond } from "./progress.ts";
import { runCommand } from "./run-command.ts";

/**
 * `npm run rekey`: seals every value again with SECRET_KEY that SECRET_KEY_PREVIOUS has sealed. The program
 * may serve meanwhile, with the same two keys. Exits with 1 if values of the previous key are left.
 */
async function main(): Promise<number> {
  refuseArguments();
  const config = { ...readNodeConfig(), logLevel: "warn" as const };
  const booted = await boot(config, { join: true, mustExist: true, max: 4 });
  try {
    const say = everySecond(console.log);
    const { done, left } = await rekey(booted.services, PROGRAM.sealed, (progress) =>
      say(() => TEXT.progress(progress)),
    );
    if (left.length === 0) console.log(TEXT.done(done));
    else console.error(TEXT.left(left));
    return left.length === 0 ? 0 : 1;
  } finally {
    await booted.close();
  }
}

runCommand(main);
