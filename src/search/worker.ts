import type { DbOrTx, Tx } from "../../db/client.ts";
import { type Change, defineConsumer, RetryLater } from "../changes/index.ts";
import type { RequestContext } from "../context.ts";
import { loadSearchDocuments, postingIdsOf } from "../postings/index.ts";
import { lexiconOf, type ReferenceWords, withWords } from "./documents.ts";
import { referenceWords } from "./engine.ts";
import type { SearchDocument, SearchPort } from "./port.ts";
import { createSegmenter, type Segmenter, type WeightedTerms } from "./segment.ts";
import { createPostgresSearch } from "./store/postgres.ts";
import { rememberSpelling } from "./store/spelling.ts";

export type DocumentReader = {
  terms(document: SearchDocument): WeightedTerms;
  /** Whole Latin words, from which a misspelt one is put right. */
  latin(document: SearchDocument): string[];
};

const segmenters = new WeakMap<ReferenceWords, Segmenter>();

/**
 * Cuts documents into terms, with the words that stand behind their codes. The dictionary takes a quarter of a second to
 * load: once per process and reading of the reference words.
 */
export async function documentReader(ctx: RequestContext): Promise<DocumentReader> {
  const { words } = await referenceWords(ctx);
  const segmenter = segmenters.get(words) ?? createSegmenter(lexiconOf(words).words);
  segmenters.set(words, segmenter);
  return {
    terms: (document) => segmenter.terms(withWords(document, words)),
    latin: (document) => segmenter.latin(withWords(document, words)),
  };
}

/** The Postgres engine as a worker sees it: it can cut documents into words, and writes through the given transaction. */
export async function indexingEngine(tx: DbOrTx, ctx: RequestContext): Promise<SearchPort> {
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

/** Puts what is published and removes the rest; a changed enterprise brings its postings along. */
async function apply(tx: Tx, ctx: RequestContext, changes: Change[]): Promise<void> {
  const touched = new Set(changes.filter((change) => change.kind === "posting").map((change) => change.id));
  const enterprises = changes.filter((change) => change.kind === "enterprise").map((change) => change.id);
  for (const id of await postingIdsOf(tx, enterprises)) touched.add(id);
  const documents = await loadSearchDocuments(tx, [...touched]);
  const live = new Set(documents.map((document) => document.id));
  const engine = await indexingEngine(tx, ctx).catch((error: unknown) => {
    // Without its dictionary no document can be cut: that is no fault of a change, so none is set aside.
    throw new RetryLater("the segmenter does not open", { cause: error });
  });
  await engine.put(documents);
  await engine.remove([...touched].filter((id) => !live.has(id)));
}

/** Follows the public streams and keeps the search table equal to the published postings. */
export const searchIndex = defineConsumer({
  name: "search-index",
  streams: "public",
  kinds: ["posting", "enterprise"],
  batch: 200,
  apply,
});
