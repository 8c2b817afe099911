import { serve } from "@hono/node-server";
import { createDb } from "../../../db/client.ts";
import { createApp } from "../../../src/app.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { openWakes } from "../../../src/platform/live/index.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { startWorkers } from "../../../workers/index.ts";
import { testContext } from "../../support/system-context.ts";

/** A whole node as a process: API and background work. */
async function main(): Promise<void> {
  const url = process.env.BENCH_DATABASE_URL ?? "";
  const db = createDb(url, { max: 16 });
  openWakes(db, url, { ...console, debug: () => undefined });
  const { fetch } = openGuardedFetch({ allow: ["loopback"], connections: 32 });
  const context: RequestContext = { ...(await testContext(db)), outbound: fetch };
  const services = {
    ...context,
    config: {
      ...context.config,
      outboundAllow: ["loopback"] as const,
      rateLimitPerMinute: 1_000_000,
      trustedProxies: 1,
    },
  };
  const app = createApp({ servicesOf: () => services });
  const workers = await startWorkers(services, url);
  services.ring = workers.ring;
  const port = Number(process.env.BENCH_PORT);
  const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => process.send?.("ready"));
  server.on("error", () => process.exit(1));
}

void main();
