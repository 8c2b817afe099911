import { createDb } from "../../db/client.ts";
import { fairUpkeep } from "../../src/fairs/index.ts";
import { systemIds } from "../../src/platform/core/ids.ts";
import { testContext } from "./system-context.ts";

/**
 * The fairs' upkeep in a process that kills itself inside a transaction, over its n-th record. Its clock is
 * wrong by some hours.
 * Arguments: database, n, hours.
 */
const [databaseUrl = "", nth = "1", hours = "0"] = process.argv.slice(2);
const ctx = await testContext(createDb(databaseUrl, { max: 4 }));
let made = 0;
const uuid = () => {
  made += 1;
  if (made >= Number(nth)) process.kill(process.pid, "SIGKILL");
  return systemIds.uuid();
};
const clock = { now: () => new Date(Date.now() + Number(hours) * 3_600_000) };
await fairUpkeep({ ...ctx, clock, ids: { ...ctx.ids, uuid } });
process.exit(0);
