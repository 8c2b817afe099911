import { serve } from "@hono/node-server";
import { createDb } from "../../db/client.ts";
import { createApp } from "../../src/app.ts";
import { testContext } from "./system-context.ts";

/**
 * Serves the whole HTTP app in its own process, on the given port or on a free one. Reports its memory four
 * times a second.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", port = "0"] = process.argv.slice(2);
  const db = createDb(databaseUrl, { max: 10 });
  const ctx = await testContext(db);
  ctx.config.rateLimitPerMinute = 100_000_000;
  const app = createApp({ servicesOf: () => ctx });
  serve({ fetch: app.fetch, port: Number(port), hostname: "127.0.0.1" }, (info) =>
    process.send?.({ port: info.port }),
  );
  setInterval(() => process.send?.({ rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024) }), 250);
}

void main();
