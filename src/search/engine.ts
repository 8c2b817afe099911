import { Meilisearch } from "meilisearch";
import type { Config } from "../platform/config.ts";
import type { RequestContext } from "../platform/context.ts";
import { createMeiliSearch } from "./meili/engine.ts";
import { type Breaker, createBreaker, withFallback } from "./meili/fallback.ts";
import type { SearchPort } from "./port.ts";
import { createPostgresSearch } from "./store/postgres.ts";
import { loadReferenceWords } from "./store/reference.ts";
import { type Lexicon, lexiconOf, type ReferenceWords } from "./words/lexicon.ts";

type Reference = { words: ReferenceWords; lexicon: Lexicon };
const KEEP_MS = 60_000;
let cached: { reference: Promise<Reference>; beganAtMs: number } | undefined;

async function read(ctx: Pick<RequestContext, "db">): Promise<Reference> {
  const words = await loadReferenceWords(ctx.db);
  return { words, lexicon: lexiconOf(words) };
}

/**
 * Returns the names of divisions and occupations, and the lexicon built from them. Cached for a minute per
 * process, and read once for concurrent callers; a failed read is not cached.
 */
export function referenceWords(ctx: Pick<RequestContext, "db">): Promise<Reference> {
  if (cached && Date.now() - cached.beganAtMs < KEEP_MS) return cached.reference;
  const reference = read(ctx);
  const own = { reference, beganAtMs: Date.now() };
  cached = own;
  reference.catch(() => {
    if (cached === own) cached = undefined;
  });
  return reference;
}

/** Request timeout of Meilisearch in milliseconds. After it the search falls back to PostgreSQL. */
const ASK_TIMEOUT_MS = 1_000;

type Server = { client: Meilisearch; breaker: Breaker };
const servers = new Map<string, Server>();

/** Returns the client and the circuit breaker of a Meilisearch server: one pair per URL and process. */
function serverOf({ url, key }: NonNullable<Config["meili"]>): Server {
  const known = servers.get(url);
  if (known) return known;
  const made = {
    client: new Meilisearch({ host: url, apiKey: key, timeout: ASK_TIMEOUT_MS }),
    breaker: createBreaker(),
  };
  servers.set(url, made);
  return made;
}

/**
 * Returns the engine that searches the postings of one fair's exhibitors. Always PostgreSQL, because the
 * Meilisearch index does not contain the exhibitors.
 */
export const fairEngine = (ctx: Pick<RequestContext, "db">, fairId: string): SearchPort =>
  createPostgresSearch(ctx.db, undefined, { keeps: false, fairId });

/** Returns Meilisearch with PostgreSQL as fallback where `MEILI_URL` is set, else PostgreSQL. */
export function defaultEngine(ctx: Pick<RequestContext, "db" | "config" | "log">): SearchPort {
  const postgres = createPostgresSearch(ctx.db);
  const { meili } = ctx.config;
  if (!meili) return postgres;
  const { client, breaker } = serverOf(meili);
  return withFallback(createMeiliSearch(ctx.db, client), postgres, { breaker, log: ctx.log });
}
