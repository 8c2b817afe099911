import type { Meilisearch } from "meilisearch";
import { feedLag } from "../platform/changes/index.ts";
import type { Config } from "../platform/config/index.ts";
import type { RequestContext, Services } from "../platform/context.ts";
import type { GaugeSource } from "../platform/program/index.ts";
import { meiliClient } from "./meili/client.ts";
import { createMeiliSearch } from "./meili/engine.ts";
import { type Breaker, createBreaker, withFallback } from "./meili/fallback.ts";
import { MEILI_CONSUMER, VERSION } from "./meili/settings.ts";
import type { SearchPort } from "./port.ts";
import { createPostgresSearch } from "./store/postgres.ts";
import { loadReferenceWords } from "./store/reference.ts";
import { indexState } from "./store/upkeep.ts";
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
function serverOf(meili: NonNullable<Config["meili"]>): Server {
  const known = servers.get(meili.url);
  if (known) return known;
  const made = {
    client: meiliClient(meili, { timeout: ASK_TIMEOUT_MS }),
    breaker: createBreaker(),
  };
  servers.set(meili.url, made);
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
  return withFallback(createMeiliSearch(ctx.db, client, { breaker }), postgres, ctx.log);
}

/**
 * Reports the engine that answers searches. With Meilisearch also whether its breaker is open, whether its
 * index may be queried, and the number of changes that the index lacks. `ok` is false while PostgreSQL
 * answers in its place.
 */
export async function engineHealth({ db, config }: Pick<Services, "db" | "config">) {
  if (!config.meili) return { engine: "postgresql" };
  const [{ version, ready }, { consumers }] = await Promise.all([indexState(db), feedLag(db)]);
  const breaker = serverOf(config.meili).breaker.isOpen() ? "open" : "closed";
  const whole = ready && version === VERSION;
  const behind = consumers.find(({ consumer }) => consumer === MEILI_CONSUMER)?.behind ?? null;
  return { ok: whole && breaker === "closed", engine: "meilisearch", breaker, ready: whole, behind };
}

/** The gauges of the engine that answers searches. Those of the index exist only with Meilisearch. */
export const engineGauges: GaugeSource = {
  gauges: {
    search_engine: { help: "1 for the configured search engine.", labels: ["engine"] },
    search_breaker_open: { help: "1 while the search engine's circuit breaker is open." },
    search_index_ready: { help: "1 if the search engine's index may be queried." },
    search_behind_changes: { help: "Changes that the search engine's index lacks." },
  },
  async read(services) {
    const found = await engineHealth(services);
    const engine = { gauge: "search_engine", value: 1, labels: { engine: found.engine } };
    if (!("breaker" in found)) return [engine];
    return [
      engine,
      { gauge: "search_breaker_open", value: Number(found.breaker === "open") },
      { gauge: "search_index_ready", value: Number(found.ready) },
      { gauge: "search_behind_changes", value: found.behind ?? 0 },
    ];
  },
};
