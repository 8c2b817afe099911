import type { Meilisearch } from "meilisearch";
import type { RequestContext } from "../../src/platform/context.ts";
import type { SearchPort } from "../../src/search/index.ts";
import { meiliClient } from "../../src/search/meili/client.ts";
import { createMeiliSearch } from "../../src/search/meili/engine.ts";
import { SETTINGS, VERSION } from "../../src/search/meili/settings.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { documentReader } from "../../src/search/worker.ts";
import { filteringEngine } from "./meili-filters.ts";
import { startMeiliStub } from "./meili-stub.ts";

type Opened = { port: SearchPort; client: Meilisearch; close(): Promise<void> };

/** URL and key of the real engine that the environment names, or null. */
export const liveEngine = (): { url: string; key: string } | null =>
  process.env.MEILI_URL ? { url: process.env.MEILI_URL, key: process.env.MEILI_KEY ?? "" } : null;

/** Opens the adapter on an empty index of a real engine. Its writes wait until the engine has done them. */
export async function openLive(ctx: RequestContext, server: { url: string; key: string }): Promise<Opened> {
  const client = meiliClient(server, { timeout: 30_000, defaultWaitOptions: { timeout: 120_000 } });
  await client.deleteIndexIfExists("postings");
  // The task of deleting an index that does not exist has failed, so only later tasks count.
  const { uid: created } = await client.createIndex("postings", { primaryKey: "id" }).waitTask();
  const { status, error } = await client
    .index("postings")
    .updateSettings(SETTINGS as never)
    .waitTask();
  if (status !== "succeeded") throw new Error(error?.message);
  await markIndex(ctx.db, VERSION, true);
  const engine = createMeiliSearch(ctx.db, client, await documentReader(ctx));
  const settled = async () => {
    const { results } = await client.tasks.getTasks({ limit: 20 });
    const later = results.map(({ uid }) => uid).filter((uid) => uid > created);
    for (const { status, error } of await client.tasks.waitForTasks(later))
      if (status === "failed") throw new Error(error?.message);
  };
  return {
    client,
    port: {
      ...engine,
      put: async (documents) => engine.put(documents).then(settled),
      remove: async (ids) => engine.remove(ids).then(settled),
    },
    close: async () => undefined,
  };
}

/** Opens the adapter on a stub that evaluates filters, sorts and counts, and searches no text. */
export async function openFiltering(ctx: RequestContext): Promise<Opened> {
  const stub = await startMeiliStub();
  stub.answer = filteringEngine().answer;
  const client = meiliClient({ url: stub.url, key: "k" }, { timeout: 30_000 });
  await markIndex(ctx.db, VERSION, true);
  return { client, port: createMeiliSearch(ctx.db, client, await documentReader(ctx)), close: stub.close };
}
