import { createDb } from "../../db/client.ts";
import { tendLivestreams } from "../../src/livestreams/tend.ts";
import { dyingIds } from "./dying-ids.ts";
import { testContext } from "./system-context.ts";

/**
 * Runs the upkeep of livestreams and kills its own process inside a transaction, when it makes the n-th id.
 * The clock of the process is some hours off.
 * Arguments: database URL, n, hours.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", nth = "1", hours = "0"] = process.argv.slice(2);
  const ctx = await testContext(createDb(databaseUrl, { max: 4 }));
  const clock = { now: () => new Date(Date.now() + Number(hours) * 3_600_000) };
  await tendLivestreams({ ...ctx, clock, ids: dyingIds(ctx.ids, Number(nth)) });
  process.exit(0);
}

void main();
