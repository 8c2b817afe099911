import { serve } from "@hono/node-server";
import { createApp } from "../../src/app.ts";
import { boot } from "../../src/boot.ts";
import { readConfig } from "../../src/config.ts";

/** The whole program on the bench's database, for a load that comes from another process. */
const { services } = await boot(
  readConfig({
    DATABASE_URL: process.env.BENCH_DATABASE_URL,
    LOG_LEVEL: "silent",
    RATE_LIMIT_PER_MINUTE: "100000000",
  }),
);
const app = createApp({ servicesOf: () => services });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({ port: info.port }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
