import type { RequestContext } from "../context.ts";
import { lexiconOf, type ReferenceWords } from "./documents.ts";
import type { SearchPort } from "./port.ts";
import { createPostgresSearch } from "./store/postgres.ts";
import { loadReferenceWords } from "./store/reference.ts";
import type { Lexicon } from "./understand.ts";

type Cached = { words: ReferenceWords; lexicon: Lexicon; readAtMs: number };
const KEEP_MS = 60_000;
let cached: Promise<Cached> | undefined;

async function read(ctx: Pick<RequestContext, "db">): Promise<Cached> {
  const words = await loadReferenceWords(ctx.db);
  return { words, lexicon: lexiconOf(words), readAtMs: Date.now() };
}

/** Names behind codes, read once a minute per process; a failed reading is not kept. */
export async function referenceWords(ctx: Pick<RequestContext, "db">): Promise<Cached> {
  const kept = await cached?.catch(() => undefined);
  if (kept && Date.now() - kept.readAtMs < KEEP_MS) return kept;
  cached = read(ctx);
  return cached;
}

/** The engine that answers when no other is configured. */
export const defaultEngine = (ctx: Pick<RequestContext, "db">): SearchPort => createPostgresSearch(ctx.db);
