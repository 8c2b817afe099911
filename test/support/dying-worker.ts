import { sql } from "kysely";
import { createDb } from "../../db/client.ts";
import { sendSms } from "../../src/identity/index.ts";
import { handleTask } from "../../src/platform/tasks/index.ts";
import { startWorkers } from "../../workers/index.ts";
import { testContext } from "./system-context.ts";
import { handlers } from "./tasks.ts";

/**
 * Runs a worker that kills its own process at its n-th task, at one of three points:
 * - `before`: before the effect.
 * - `inside`: after the effect, inside the transaction.
 * - `after`: after the committed effect of an external task, before the task is marked as done.
 * Arguments: database URL, Redis URL or `-`, point, n.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", redisUrl = "-", point = "inside", nth = "1"] = process.argv.slice(2);
  const db = createDb(databaseUrl, { max: 8 });
  const ctx = await testContext(db);
  ctx.config.redisUrl = redisUrl === "-" ? null : redisUrl;

  let taken = 0;
  const fallAt = (here: string) => {
    if (here === point && taken >= Number(nth)) process.kill(process.pid, "SIGKILL");
  };
  const effect = (task: string) => sql`insert into effect (task) values (${task}) on conflict do nothing`;

  const internal = handlers(
    handleTask(sendSms, {
      external: false,
      async run(tx, _, { messageId }) {
        taken += 1;
        fallAt("before");
        await effect(messageId).execute(tx);
        fallAt("inside");
      },
    }),
  );
  const external = handlers(
    handleTask(sendSms, {
      external: true,
      async run(c, { messageId }) {
        taken += 1;
        await effect(messageId).execute(c.db);
        fallAt("after");
      },
    }),
  );

  const registry = { tasks: point === "after" ? external : internal, consumers: [] };
  const workers = await startWorkers(ctx, databaseUrl, { registry, sweepEveryMs: null, concurrency: 3 });
  await workers.sweep();
}

void main();
