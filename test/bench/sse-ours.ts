import { serve } from "@hono/node-server";
import { sql } from "kysely";
import { seedDemo } from "../../db/demo/index.ts";
import { createApp } from "../../src/app.ts";
import { boot } from "../../src/boot.ts";
import { boardUpkeep, hubOf } from "../../src/fairs/index.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { officer } from "../factories/actors.ts";
import { HOME } from "../factories/cities.ts";
import { publishedFair } from "../factories/fairs.ts";

/**
 * Runs the whole program with one running fair. On a message it writes that many board events and sends each
 * to all clients.
 */
const { services } = await boot(
  readConfig({
    DATABASE_URL: process.env.BENCH_DATABASE_URL,
    LOG_LEVEL: "silent",
    RATE_LIMIT_PER_MINUTE: "100000000",
  }),
);
const { db } = services;
await seedDemo(services);
const { fair } = await publishedFair(services, await officer(services, HOME), { exhibitors: 3 });
await sql`update app.clock set skew = interval '10 days 1 hour'`.execute(db);
await boardUpkeep(systemContext(services, "bench"));
const { rows } = await sql<{ state: unknown }>`
  select state from fair_board_event where fair_id = ${fair.id} order by seq desc limit 1`.execute(db);

/** Inserts the next board event with the state of the last one, without counting the figures again. */
const write = () =>
  sql`
  insert into fair_board_event (fair_id, seq, state)
  select fair_id, seq + 1, state from fair_board_event where fair_id = ${fair.id} order by seq desc limit 1`.execute(
    db,
  );

process.on("message", async ({ events }: { events: number }) => {
  for (let n = 0; n < events; n += 1) {
    await write();
    await hubOf(services).look();
  }
});

const app = createApp({ servicesOf: () => services });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({
    port: info.port,
    path: `/fairs/${fair.id}/board/events`,
    state: JSON.stringify(rows[0]?.state),
  }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
