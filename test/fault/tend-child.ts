import { createDb } from "../../db/client.ts";
import { tendLivestreams, tendTask } from "../../src/livestreams/tend.ts";
import { housekeepingTask } from "../../src/platform/housekeeping/index.ts";
import { handleTask } from "../../src/platform/tasks/index.ts";
import { startWorkers } from "../../workers/index.ts";
import { testContext } from "../support/system-context.ts";
import { handlers } from "../support/tasks.ts";

/**
 * Runs a worker process with production settings and the upkeep of livestreams.
 * Arguments: database URL, Redis URL.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", redisUrl = ""] = process.argv.slice(2);
  const ctx = await testContext(createDb(databaseUrl, { max: 8 }));
  ctx.config.redisUrl = redisUrl;
  const tasks = handlers(
    handleTask(tendTask, { external: true, run: tendLivestreams }),
    handleTask(housekeepingTask, { external: true, run: async () => undefined }),
  );
  await startWorkers(ctx, databaseUrl, { registry: { tasks, consumers: [] } });
  process.send?.("ready");
}

void main();
