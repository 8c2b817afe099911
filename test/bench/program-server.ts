import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "../../src/app.ts";
import { boot } from "../../src/boot.ts";
import { readConfig } from "../../src/platform/config/index.ts";

/** Backlog of the listening socket, as on the program's own server. */
const BACKLOG = 4096;

/** Serves the whole program on the benchmark's database. The load comes from another process. */
async function main(): Promise<void> {
  const { services } = await boot(
    readConfig({
      DATABASE_URL: process.env.BENCH_DATABASE_URL,
      LOG_LEVEL: "silent",
      RATE_LIMIT_PER_MINUTE: "100000000",
    }),
  );
  const app = createApp({ servicesOf: () => services });
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen({ port: 0, host: "127.0.0.1", backlog: BACKLOG }, () => {
    const address = server.address();
    if (address && typeof address !== "string") process.send?.({ port: address.port });
  });
  process.on("SIGTERM", () => server.close(() => process.exit(0)));
}

void main();
