import { serve } from "@hono/node-server";
import { createDb } from "../../../db/client.ts";
import { createApp } from "../../../src/app.ts";
import { sequence } from "../../../src/platform/changes/index.ts";
import { testContext } from "../../support/system-context.ts";

const PAUSE_MS = 5;

/** The node of HOME: serves its log, and numbers outbox rows once it is told to. */
async function main(): Promise<void> {
  const db = createDb(process.env.BENCH_DATABASE_URL ?? "", { max: 6 });
  const services = await testContext(db);
  const app = createApp({ servicesOf: () => services });
  const server = serve(
    { fetch: app.fetch, port: Number(process.env.BENCH_PORT), hostname: "127.0.0.1" },
    () => process.send?.("ready"),
  );
  server.on("error", () => process.exit(1));
  process.on("message", async () => {
    for (;;) if ((await sequence(db)) === 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  });
}

void main();
