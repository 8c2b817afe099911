import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Scope } from "../../platform/context.ts";

/**
 * State of the search tables for one reader, to compare with a later state. `generation` is the number of
 * writes so far. `nextExpiryMs` is the next expiry of a posting; both times are in milliseconds since 1970.
 */
export type IndexVersion = {
  generation: string;
  nowMs: number;
  nextExpiryMs: number | null;
  homeCities: string;
};
type CachedAnswer = { answer: unknown; version: IndexVersion };

const KEPT_MAX = 4_000;
const kept = new WeakMap<DbOrTx, Map<string, CachedAnswer>>();
const underWay = new WeakMap<DbOrTx, Map<string, Promise<unknown>>>();

export async function readIndexVersion(db: DbOrTx, scope: Scope): Promise<IndexVersion> {
  const { rows } = await sql<IndexVersion>`
    select (select n::text from search_generation) as generation, extract(epoch from app.now())::float8 * 1000 as now_ms,
      (select extract(epoch from min(expires_at))::float8 * 1000 from posting_search
       where expires_at > (select app.now())) as next_expiry_ms,
      array(select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home) order by 1)::text as home_cities`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("the index has no generation");
  return row;
}

/**
 * Returns true if the cached answer is still exact: same visible home cities, no write to the search tables,
 * and no posting expired since.
 */
const stillHolds = ({ version: then }: CachedAnswer, now: IndexVersion) =>
  then.generation === now.generation &&
  then.homeCities === now.homeCities &&
  now.nowMs >= then.nowMs &&
  (then.nextExpiryMs === null || now.nowMs < then.nextExpiryMs);

/**
 * Returns a function that caches results of queries in this process while they are exact. A result is not
 * cached if the search tables changed while it was computed.
 */
export function answerCache(db: DbOrTx, scope: Scope, now: IndexVersion) {
  const mine = kept.get(db) ?? new Map<string, CachedAnswer>();
  kept.set(db, mine);
  return async <T>(question: string, work: () => Promise<T>): Promise<T> => {
    const found = mine.get(question);
    if (found && stillHolds(found, now)) return found.answer as T;
    // Concurrent equal queries share one computation.
    const same = `${now.generation} ${now.homeCities} ${question}`;
    const others = underWay.get(db) ?? new Map<string, Promise<unknown>>();
    underWay.set(db, others);
    const begun = others.get(same);
    if (begun) return (await begun) as T;
    const answer = work();
    others.set(same, answer);
    const entry = { answer: await answer.finally(() => others.delete(same)), version: now };
    if (stillHolds(entry, await readIndexVersion(db, scope))) {
      mine.delete(question);
      mine.set(question, entry);
      for (const oldest of mine.keys()) if (mine.size > KEPT_MAX) mine.delete(oldest);
    }
    return entry.answer;
  };
}

/**
 * Increments the number of index writes. Every write to the search tables must call it in the same
 * transaction.
 */
export const countWrite = (db: DbOrTx) => sql`update search_generation set n = n + 1`.execute(db);
