import type { Db, DbOrTx, Tx } from "../../db/client.ts";
import {
  type Change,
  COPIES_NOTED,
  type Consumer,
  defineConsumer,
  placeCursors,
  RetryLater,
  recordsOf,
} from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import type { Background, LoopPart } from "../platform/program/index.ts";
import { loadSearchDocuments, postingIdsOf } from "../postings/index.ts";
import { referenceWords } from "./engine.ts";
import { createMeiliSearch } from "./meili/engine.ts";
import { MEILI_CONSUMER } from "./meili/settings.ts";

export { engineKeys, registerEngineKeys } from "./meili/keys.ts";
export { loadDictionary } from "./words/segment.ts";

import { rebuildIndex, reconcileIndex, superviseIndex, workingClient } from "./meili/upkeep.ts";
import type { Point, SearchDocument, SearchPort } from "./port.ts";
import { createPostgresSearch } from "./store/postgres.ts";
import { rememberSpelling } from "./store/spelling.ts";
import { indexState, publishedPostings } from "./store/upkeep.ts";
import { lexiconOf, pointOf, type ReferenceWords } from "./words/lexicon.ts";
import { createSegmenter, type Segmenter, type WeightedTerms } from "./words/segment.ts";

export type DocumentReader = {
  terms(document: SearchDocument): WeightedTerms;
  /** Whole Latin words, for spelling correction. */
  latin(document: SearchDocument): string[];
  /** The coordinates of a document's county or city. */
  point(document: SearchDocument): Point | null;
};

const segmenters = new WeakMap<ReferenceWords, Segmenter>();

/**
 * Returns the functions that convert a posting to index terms, Latin words and coordinates. Loading the
 * dictionary takes 0.25 s, so a process repeats it only when the reference words are read again.
 */
export async function documentReader(ctx: Pick<RequestContext, "db">): Promise<DocumentReader> {
  const { words } = await referenceWords(ctx);
  const segmenter = segmenters.get(words) ?? createSegmenter(lexiconOf(words).words);
  segmenters.set(words, segmenter);
  return { ...segmenter, point: (document) => pointOf(document, words) };
}

/** The PostgreSQL engine for workers: it can index documents, and writes in the given transaction. */
export async function indexingEngine(tx: DbOrTx, ctx: Pick<RequestContext, "db">): Promise<SearchPort> {
  const { terms, latin } = await documentReader(ctx);
  const engine = createPostgresSearch(tx, terms);
  return {
    ...engine,
    async put(documents) {
      await engine.put(documents);
      await rememberSpelling(tx, documents.flatMap(latin));
    },
  };
}

/** Returns the ids of the postings that changes affect. A changed enterprise affects all its postings. */
async function touchedBy(tx: Tx, changes: Change[]): Promise<string[]> {
  const postings = recordsOf(changes, "posting");
  return [...new Set([...postings, ...(await postingIdsOf(tx, recordsOf(changes, "enterprise")))])];
}

/** Updates the index after changes: indexes the published postings and removes the others. */
async function follow(tx: Tx, changes: Change[], engine: SearchPort): Promise<void> {
  const touched = await touchedBy(tx, changes);
  const documents = await loadSearchDocuments(tx, touched);
  const live = new Set(documents.map((document) => document.id));
  await engine.put(documents);
  await engine.remove(touched.filter((id) => !live.has(id)));
}

/**
 * Loads the document reader. Throws RetryLater if the dictionary cannot be loaded, so that the consumer does
 * not quarantine the changes.
 */
async function readerOrRetry(ctx: RequestContext): Promise<DocumentReader> {
  return documentReader(ctx).catch((error: unknown) => {
    throw new RetryLater("the segmenter does not open", { cause: error });
  });
}

const FOLLOWED = { streams: "public", kinds: ["posting", "enterprise"] } as const;

/**
 * Follows the public change feeds and updates the PostgreSQL search table, so that it equals the published
 * postings.
 */
export const searchIndex = defineConsumer({
  ...FOLLOWED,
  name: "search-index",
  batch: 200,
  async apply(tx, ctx, changes) {
    await readerOrRetry(ctx);
    await follow(tx, changes, await indexingEngine(tx, ctx));
  },
});

/**
 * Returns the consumer that follows the notes about copies in the local logs, with the effect of `index`. So
 * an index forgets purged copies and reads repaired ones again.
 */
const followingNotes = (index: Consumer): Consumer =>
  defineConsumer({ ...index, name: `${index.name}-copies`, streams: "local", kinds: [COPIES_NOTED] });

const REBUILD_BATCH = 500;

/**
 * Fills the PostgreSQL search tables of a restored database, and puts the index's cursors at the end of the
 * feeds. Calls `progress` with the number of postings read. Interrupted, it may run again; else the consumer
 * fills the tables from the feeds.
 */
export async function rebuildSearch(db: Db, progress: (done: number) => void): Promise<number> {
  const engine = await indexingEngine(db, { db });
  let done = 0;
  for (let after: string | null = null; ; ) {
    const ids = await publishedPostings(db, after, REBUILD_BATCH);
    after = ids.at(-1) ?? null;
    if (after === null) break;
    const documents = await loadSearchDocuments(db, ids);
    await engine.put(documents);
    done += documents.length;
    progress(done);
  }
  await placeCursors(db, searchIndex.name, `/${FOLLOWED.streams}`);
  return done;
}

/**
 * Request timeout of Meilisearch in milliseconds while changes are applied. The transaction stays open
 * meanwhile.
 */
const WRITE_TIMEOUT_MS = 5_000;

/**
 * Follows the public change feeds and updates Meilisearch. If Meilisearch fails, the consumer retries later
 * and quarantines no change.
 */
export const meiliIndex = defineConsumer({
  ...FOLLOWED,
  name: MEILI_CONSUMER,
  batch: 500,
  apart: true,
  enabled: (config) => config.meili !== null,
  async apply(tx, ctx, changes) {
    const { meili } = ctx.config;
    if (!meili) return;
    const reader = await readerOrRetry(ctx);
    const client = workingClient(meili, WRITE_TIMEOUT_MS);
    // Counts writes outside the transaction, which else would block other writers while it waits.
    const engine = createMeiliSearch(ctx.db, client, { reader });
    await follow(tx, changes, engine).catch((error: unknown) => {
      throw new RetryLater("the search engine does not take changes", { cause: error });
    });
  },
});

type Upkeep = {
  supervise(): Promise<string>;
  rebuild(progress: (done: number, total: number) => void): Promise<number>;
  reconcile(): Promise<{ written: number; removed: number }>;
};

/** Returns the maintenance functions of the Meilisearch index, or null if Meilisearch is not configured. */
export async function searchUpkeep(ctx: RequestContext): Promise<Upkeep | null> {
  const { meili } = ctx.config;
  if (!meili) return null;
  const tools = {
    db: ctx.db,
    client: workingClient(meili),
    reader: await documentReader(ctx),
    load: (ids: string[]) => loadSearchDocuments(ctx.db, ids),
  };
  let doubtful = false;
  return {
    async supervise() {
      const found = await superviseIndex(tools, { ...(await indexState(ctx.db)), doubtful });
      doubtful = found === "doubtful";
      return found;
    },
    rebuild: (progress) => rebuildIndex(tools, progress),
    reconcile: () => reconcileIndex(tools),
  };
}

const SUPERVISE_MS = 20_000;

/** Checks and repairs the Meilisearch index every 20 s. Does nothing if Meilisearch is not configured. */
const indexUpkeep: LoopPart = {
  name: "search-index",
  async open(ctx) {
    const upkeep = await searchUpkeep(ctx);
    if (!upkeep) return null;
    return async () => {
      const found = await upkeep.supervise();
      if (found !== "whole") ctx.log.info({ found }, "the search index was looked after");
      return SUPERVISE_MS;
    };
  },
  pauseMs: [50, SUPERVISE_MS],
  failure: { level: "warn", message: "the search index cannot be looked after" },
};

export const searchWork = {
  capability: "search",
  consumers: [searchIndex, meiliIndex, followingNotes(searchIndex), followingNotes(meiliIndex)],
  loops: [indexUpkeep],
} as const satisfies Background;
