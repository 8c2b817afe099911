import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createDb } from "../../db/client.ts";
import { sendSms } from "../../src/identity/index.ts";
import { housekeepingTask } from "../../src/platform/housekeeping/index.ts";
import { handleTask } from "../../src/platform/tasks/index.ts";
import { startWorkers } from "../../workers/index.ts";
import { testContext } from "../support/system-context.ts";
import { handlers } from "../support/tasks.ts";

/**
 * Runs a worker process with production settings and pauses inside its tasks. `internal`: the task writes in
 * the transaction that marks it done. `external`: it writes outside of that transaction, under a unique key.
 * `poison`: the task kills the process.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", redisUrl = "-", manner = "internal"] = process.argv.slice(2);
  const db = createDb(databaseUrl, { max: 8 });
  const ctx = await testContext(db);
  ctx.config.redisUrl = redisUrl === "-" ? null : redisUrl;
  const some = () => pause(Math.random() * 12);

  const internal = handleTask(sendSms, {
    external: false,
    async run(tx, _, { messageId }) {
      if (manner === "poison") process.kill(process.pid, "SIGKILL");
      await some();
      await sql`insert into effect (task) values (${messageId})`.execute(tx);
      await some();
    },
  });
  const external = handleTask(sendSms, {
    external: true,
    async run(c, { messageId }) {
      await some();
      await sql`insert into sent (task) values (${messageId}) on conflict do nothing`.execute(c.db);
      await some();
    },
  });

  const tasks = handlers(
    manner === "external" ? external : internal,
    handleTask(housekeepingTask, { external: true, run: async () => undefined }),
  );
  await startWorkers(ctx, databaseUrl, { registry: { tasks, consumers: [] } });
  process.send?.("ready");
}

void main();
