import { type Meilisearch, MeilisearchRequestError } from "meilisearch";
import type { DbOrTx } from "../../../db/client.ts";
import type { Config } from "../../platform/config/index.ts";
import type { SearchDocument } from "../port.ts";
import { countWrite } from "../store/answer-cache.ts";
import { countIndexed, indexedRevisions, markIndex } from "../store/upkeep.ts";
import { meiliClient } from "./client.ts";
import { toMeili } from "./documents.ts";
import type { TermReader } from "./engine.ts";
import { INDEX, SETTINGS, VERSION } from "./settings.ts";

const BATCH = 1_000;
const PAGE = 10_000;
const WORK_TIMEOUT_MS = 30_000;
const TASK_TIMEOUT_MS = 15 * 60_000;

/** Creates a client for worker processes, with a longer timeout than that for searches. */
export const workingClient = (meili: NonNullable<Config["meili"]>, timeout = WORK_TIMEOUT_MS): Meilisearch =>
  meiliClient(meili, { timeout, defaultWaitOptions: { timeout: TASK_TIMEOUT_MS, interval: 250 } });

/** Loads the search documents of published postings by posting id. */
export type LoadDocuments = (ids: string[]) => Promise<SearchDocument[]>;
type Tools = { db: DbOrTx; client: Meilisearch; reader: TermReader; load: LoadDocuments };

async function succeeded(task: {
  waitTask(): Promise<{ status: string; error: { message: string } | null }>;
}) {
  const { status, error } = await task.waitTask();
  if (status !== "succeeded") throw new Error(`the engine's task ${status}: ${error?.message ?? ""}`);
}

/**
 * Calls `say`, which must be idempotent, and repeats it once after a connection error. The server may close a
 * connection that idles during segmentation.
 */
const saidTwice = <T>(say: () => Promise<T>): Promise<T> =>
  say().catch((error: unknown) => {
    if (error instanceof MeilisearchRequestError) return say();
    throw error;
  });

/** Writes the documents of the given postings into an index, in batches. Waits only for the last batch. */
async function fill(
  { client, load, reader }: Tools,
  into: string,
  ids: string[],
  progress: (done: number) => void,
) {
  let last: number | null = null;
  for (let at = 0; at < ids.length; at += BATCH) {
    const documents = (await load(ids.slice(at, at + BATCH))).map((document) =>
      toMeili(document, reader.terms(document), reader.point(document)),
    );
    const add = async () => client.index(into).addDocuments(documents, { primaryKey: "id" });
    last = (await saidTwice(add)).taskUid;
    progress(Math.min(ids.length, at + BATCH));
  }
  const task = last;
  if (task !== null) await succeeded({ waitTask: () => client.tasks.waitForTask(task) });
}

/**
 * Fills a new index and swaps it with the current one. Then reconciles it with changes made meanwhile and
 * marks it as ready. Returns the number of documents.
 */
export async function rebuildIndex(
  tools: Tools,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const { db, client } = tools;
  const fresh = `${INDEX}_${Date.now().toString(36)}`;
  await succeeded(client.createIndex(fresh, { primaryKey: "id" }));
  await succeeded(client.index(fresh).updateSettings(SETTINGS as never));
  const ids = [...(await indexedRevisions(db)).keys()];
  await fill(tools, fresh, ids, (done) => progress(done, ids.length));
  const { results } = await client.getIndexes({ limit: 100 });
  if (!results.some(({ uid }) => uid === INDEX))
    await succeeded(client.createIndex(INDEX, { primaryKey: "id" }));
  await succeeded(client.swapIndexes([{ indexes: [INDEX, fresh], rename: false }]));
  await succeeded(client.deleteIndex(fresh));
  await reconcileIndex(tools);
  await markIndex(db, VERSION, true);
  return ids.length;
}

/** Loads the revision of every document in Meilisearch, by id. */
async function heldRevisions(client: Meilisearch): Promise<Map<string, number>> {
  const held = new Map<string, number>();
  for (let offset = 0; ; offset += PAGE) {
    const { results, total } = await client
      .index<{ id: string; rev: number }>(INDEX)
      .getDocuments({ fields: ["id", "rev"], limit: PAGE, offset });
    for (const { id, rev } of results) held.set(id, rev);
    if (offset + PAGE >= total) return held;
  }
}

/**
 * Compares Meilisearch with the database by id and revision. Writes missing and outdated documents and
 * removes surplus ones. Answers from before are not used again. Returns both counts.
 */
export async function reconcileIndex(tools: Tools): Promise<{ written: number; removed: number }> {
  const { db, client } = tools;
  const [wanted, held] = await Promise.all([indexedRevisions(db), heldRevisions(client)]);
  const write = [...wanted].filter(([id, rev]) => held.get(id) !== rev).map(([id]) => id);
  const remove = [...held.keys()].filter((id) => !wanted.has(id));
  await fill(tools, INDEX, write, () => undefined);
  if (remove.length > 0) await succeeded(client.index(INDEX).deleteDocuments(remove));
  await countWrite(db);
  return { written: write.length, removed: remove.length };
}

/**
 * Returns true if Meilisearch has as many documents as the PostgreSQL search table has postings, or is still
 * indexing.
 */
async function isIndexComplete({ db, client }: Tools): Promise<boolean> {
  const [{ numberOfDocuments, isIndexing }, wanted] = await Promise.all([
    client.index(INDEX).getStats(),
    countIndexed(db),
  ]);
  return isIndexing || numberOfDocuments === wanted;
}

/**
 * Checks the Meilisearch index once. Rebuilds it if it is missing, not ready or of another version.
 * Reconciles it if its number of documents is wrong twice in a row. Searches use PostgreSQL during the
 * repair. Throws if the server is down.
 */
export async function superviseIndex(
  tools: Tools,
  seen: { version: number | null; ready: boolean; doubtful: boolean },
): Promise<"whole" | "doubtful" | "rebuilt" | "reconciled"> {
  const { results } = await tools.client.getIndexes({ limit: 100 });
  if (seen.version !== VERSION || !seen.ready || !results.some(({ uid }) => uid === INDEX)) {
    await markIndex(tools.db, VERSION, false);
    await rebuildIndex(tools);
    return "rebuilt";
  }
  if (await isIndexComplete(tools)) return "whole";
  // A posting published a moment ago may not be indexed yet. Only a second wrong count in a row starts a
  // repair.
  if (!seen.doubtful) return "doubtful";
  await markIndex(tools.db, VERSION, false);
  await reconcileIndex(tools);
  await markIndex(tools.db, VERSION, true);
  return "reconciled";
}
