import { serve } from "@hono/node-server";
import { sql } from "kysely";
import { seedDemo } from "../../db/demo/index.ts";
import { createApp } from "../../src/app.ts";
import { boot } from "../../src/boot.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { PUBLIC_POSTING } from "../../src/postings/store/views.ts";

/**
 * Serves the whole program on the benchmark's database with the demo data. Reports the path of one posting
 * and the SQL that reads it.
 */
const { services } = await boot(
  readConfig({
    DATABASE_URL: process.env.BENCH_DATABASE_URL,
    LOG_LEVEL: "silent",
    RATE_LIMIT_PER_MINUTE: "100000000",
  }),
);
await seedDemo(services);
const posting = await services.db
  .selectFrom("posting")
  .select("id")
  .where("status", "=", "published")
  .orderBy("id")
  .executeTakeFirstOrThrow();
await sql`analyze`.execute(services.db);

const app = createApp({ servicesOf: () => services });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({
    port: info.port,
    path: `/api/v1/postings/${posting.id}`,
    sql: PUBLIC_POSTING,
    parameters: [null, null],
  }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
