import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Scope } from "../../platform/context.ts";

export type ReaderState = {
  /** Home cities whose postings this reader may see. */
  homeCities: string[];
  /** The database's clock in whole seconds. */
  nowS: number;
  /** True if the Meilisearch index is complete and of the given version. */
  ready: boolean;
};

async function load(db: DbOrTx, scope: Scope, version: number): Promise<ReaderState> {
  const { rows } = await sql<ReaderState>`/* planned */
    select array(select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home) order by 1) as home_cities,
      floor(extract(epoch from app.now()))::float8 as now_s,
      exists (select 1 from search_index where name = 'meilisearch' and version = ${version} and ready) as ready`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("the database has no clock");
  return row;
}

type Reads = { running: Promise<unknown>; next: Promise<ReaderState> | null };
const reads = new WeakMap<DbOrTx, Map<string, Reads>>();

/**
 * Loads what every Meilisearch query needs from the database, in one round trip. Callers that wait while a
 * read of the same scope is running share the next one. A read thus never begins before its caller asks.
 */
export function readStanding(db: DbOrTx, scope: Scope, version: number): Promise<ReaderState> {
  const mine = reads.get(db) ?? new Map<string, Reads>();
  reads.set(db, mine);
  const key = JSON.stringify([scope.city, scope.agreement, version]);
  const under = mine.get(key);
  if (under?.next) return under.next;
  const start = (): Promise<ReaderState> => {
    const read = load(db, scope, version);
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
