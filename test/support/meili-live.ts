import type { Meilisearch } from "meilisearch";
import type { RequestContext } from "../../src/platform/context.ts";
import type { SearchPort } from "../../src/search/index.ts";
import { meiliClient } from "../../src/search/meili/client.ts";
import { createMeiliSearch } from "../../src/search/meili/engine.ts";
import { SETTINGS, VERSION } from "../../src/search/meili/settings.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { documentReader, indexingEngine } from "../../src/search/worker.ts";
import { filteringEngine } from "./meili-filters.ts";
import { startMeiliStub } from "./meili-stub.ts";

type Opened = { port: SearchPort; client: Meilisearch; close(): Promise<void> };

/** URL and key of the real engine that the environment names, or null. */
export const liveEngine = (): { url: string; key: string } | null =>
  process.env.MEILI_URL ? { url: process.env.MEILI_URL, key: process.env.MEILI_KEY ?? "" } : null;

/** Opens the adapter on an empty index of a real engine. */
export async function openLive(ctx: RequestContext, server: { url: string; key: string }): Promise<Opened> {
  const client = meiliClient(server, { timeout: 30_000, defaultWaitOptions: { timeout: 120_000 } });
  await client.deleteIndexIfExists("postings");
  await client.createIndex("postings", { primaryKey: "id" }).waitTask();
  const { status, error } = await client
    .index("postings")
    .updateSettings(SETTINGS as never)
    .waitTask();
  if (status !== "succeeded") throw new Error(error?.message);
  await markIndex(ctx.db, VERSION, true);
  const engine = createMeiliSearch(ctx.db, client, { reader: await documentReader(ctx) });
  return { client, port: await besideTables(ctx, engine), close: async () => undefined };
}

/** Lets a port write to the search tables of the database, too, as the program's two consumers do. */
async function besideTables(ctx: RequestContext, engine: SearchPort): Promise<SearchPort> {
  const tables = await indexingEngine(ctx.db, ctx);
  return {
    ...engine,
    put: async (documents) => tables.put(documents).then(() => engine.put(documents)),
    remove: async (ids) => tables.remove(ids).then(() => engine.remove(ids)),
  };
}

/** Opens the adapter on a stub that evaluates filters, sorts and counts, and searches no text. */
export async function openFiltering(ctx: RequestContext): Promise<Opened> {
  const stub = await startMeiliStub();
  stub.answer = filteringEngine().answer;
  const client = meiliClient({ url: stub.url, key: "k" }, { timeout: 30_000 });
  await markIndex(ctx.db, VERSION, true);
  const engine = createMeiliSearch(ctx.db, client, { reader: await documentReader(ctx) });
  return { client, port: await besideTables(ctx, engine), close: stub.close };
}
