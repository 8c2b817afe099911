import { Meilisearch } from "meilisearch";
import type { Config } from "../platform/config.ts";
import type { RequestContext } from "../platform/context.ts";
import { createMeiliSearch } from "./meili/engine.ts";
import { type Breaker, createBreaker, withFallback } from "./meili/fallback.ts";
import type { SearchPort } from "./port.ts";
import { createPostgresSearch } from "./store/postgres.ts";
import { loadReferenceWords } from "./store/reference.ts";
import { type Lexicon, lexiconOf, type ReferenceWords } from "./words/lexicon.ts";

type Cached = { words: ReferenceWords; lexicon: Lexicon; readAtMs: number };
const KEEP_MS = 60_000;
let cached: Promise<Cached> | undefined;

async function read(ctx: Pick<RequestContext, "db">): Promise<Cached> {
  const words = await loadReferenceWords(ctx.db);
  return { words, lexicon: lexiconOf(words), readAtMs: Date.now() };
}

/** Names behind codes, cached for a minute per process. A failed read is not cached. */
export async function referenceWords(ctx: Pick<RequestContext, "db">): Promise<Cached> {
  const kept = await cached?.catch(() => undefined);
  if (kept && Date.now() - kept.readAtMs < KEEP_MS) return kept;
  cached = read(ctx);
  return cached;
}

/** Longest wait for an answer of the engine. After it the database answers. */
const ASK_TIMEOUT_MS = 1_000;

type Server = { client: Meilisearch; breaker: Breaker };
const servers = new Map<string, Server>();

/** One client and one circuit breaker per server and process. */
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

/** Searches the postings of one fair. Always asks the database: only it knows the current exhibitors. */
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
