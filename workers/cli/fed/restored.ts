import { parseArgs } from "node:util";
import { boot } from "../../../src/boot.ts";
import {
  markRestored,
  openRestored,
  privateKinds,
  selectRestored,
  settleRestored,
} from "../../../src/federation/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { readNodeConfig } from "../../../src/platform/start/node-config.ts";
import { FED_COMMAND as TEXT } from "../../../src/web/text/terminal/federation.ts";

/**
 * `fed -- restored`: asks peers about logs that wait after a restore, and says which still wait. `--mark`:
 * the database was restored by other means. `--open`: begins the next epochs of public logs without answers.
 * Logs for one city still wait for that city, which alone knows what it erased since the backup.
 */
export async function restored(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { mark: { type: "boolean", default: false }, open: { type: "boolean", default: false } },
  });
  const config = { ...readNodeConfig(), logLevel: "error" as const };
  const booted = await boot(config, { join: true, mustExist: true, max: 4 });
  try {
    const ctx = systemContext(booted.services, "fed");
    if (values.mark) await markRestored(booted.services.db);
    if (values.open) await openRestored(ctx);
    if (!values.mark || values.open) await settleRestored(ctx, privateKinds(ctx));
    const waiting = (await selectRestored(ctx.db)).map(({ stream }) => stream);
    console.log(waiting.length === 0 ? TEXT.noneWaits : TEXT.waits(waiting));
    return waiting.length === 0 ? 0 : 1;
  } finally {
    await booted.close();
  }
}
