import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Scope } from "../../platform/context.ts";

/**
 * State of the search indexes for one reader, to search with and to compare with a later state. `generation`
 * is the number of writes so far. `nextExpiryMs` is the next expiry of a posting. Both times are in
 * milliseconds since 1970, by the database's clock.
 */
export type ReaderState = {
  generation: string;
  nowMs: number;
  nextExpiryMs: number | null;
  /** Home cities whose postings this reader may see. */
  homeCities: string[];
  /** Version of the Meilisearch index; null if it is absent or incomplete. */
  meiliVersion: number | null;
};

async function load(db: DbOrTx, scope: Scope): Promise<ReaderState> {
  const { rows } = await sql<ReaderState>`/* planned */
    select (select n::text from search_generation) as generation, extract(epoch from app.now())::float8 * 1000 as now_ms,
      (select extract(epoch from min(expires_at))::float8 * 1000 from posting_search
       where expires_at > (select app.now())) as next_expiry_ms,
      array(select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home) order by 1) as home_cities,
      (select version from search_index where name = 'meilisearch' and ready) as meili_version`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("the index has no generation");
  return row;
}

type Reads = { running: Promise<unknown>; next: Promise<ReaderState> | null };
const reads = new WeakMap<DbOrTx, Map<string, Reads>>();

/**
 * Loads what every search needs from the database, in one round trip. Callers that wait while a read of the
 * same scope is running share the next one. A read thus never begins before its caller asks.
 */
export function readStanding(db: DbOrTx, scope: Scope): Promise<ReaderState> {
  const mine = reads.get(db) ?? new Map<string, Reads>();
  reads.set(db, mine);
  const key = JSON.stringify([scope.city, scope.agreement]);
  const under = mine.get(key);
  if (under?.next) return under.next;
  const start = (): Promise<ReaderState> => {
    const read = load(db, scope);
    const entry: Reads = { running: read, next: null };
    mine.set(key, entry);
    const done = () => {
      if (mine.get(key) === entry && !entry.next) mine.delete(key);
    };
    read.then(done, done);
    return read;
  };
  if (!under) return start();
  under.next = under.running.then(start, start);
  return under.next;
}
