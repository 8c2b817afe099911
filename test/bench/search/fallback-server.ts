import { serve } from "@hono/node-server";
import { createApp } from "../../../src/app.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { startWorkers } from "../../../workers/index.ts";
import { officer } from "../../factories/actors.ts";
import { HOME } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { manyPostings } from "./world.ts";

/**
 * Runs the API and the workers over 50,000 postings, with the search engine at BENCH_MEILI_URL. On a message
 * it closes and publishes some postings.
 */
const { services, ids } = await manyPostings(Number(process.env.BENCH_POSTINGS ?? 50_000), {
  MEILI_URL: process.env.BENCH_MEILI_URL,
  MEILI_KEY: "bench",
});
const workers = await startWorkers(services, process.env.BENCH_DATABASE_URL ?? "");
const own = { ...services, ring: workers.ring };

const left = [...ids];
async function change(count: number): Promise<void> {
  const rows = await services.db
    .selectFrom("posting")
    .select(["id", "homeCity"])
    .where("id", "in", left.splice(0, count))
    .execute();
  const officers = new Map<string, Awaited<ReturnType<typeof officer>>>();
  const of = async (city: string) => {
    const known = officers.get(city) ?? (await officer(own, city));
    officers.set(city, known);
    return known;
  };
  for (const { id, homeCity } of rows) await closePosting(await of(homeCity), { id, reason: "filled" });
  const union = await of(HOME);
  const { enterprise, member } = await verifiedEnterprise(own, union);
  for (let n = 0; n < count; n += 1)
    await publishedPosting({ officer: union, member }, enterprise.id, { title: `电焊工${n}` });
}
process.on("message", async (message: { change: number }) => {
  await change(message.change);
  process.send?.({ changed: message.change });
});

const app = createApp({ servicesOf: () => own });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({ port: info.port, postings: ids.length }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
