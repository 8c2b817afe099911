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

/** Loads what every Meilisearch query needs from the database, in one round trip. */
export async function readStanding(db: DbOrTx, scope: Scope, version: number): Promise<ReaderState> {
  const { rows } = await sql<ReaderState>`
    select array(select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home) order by 1) as home_cities,
      floor(extract(epoch from app.now()))::float8 as now_s,
      exists (select 1 from search_index where name = 'meilisearch' and version = ${version} and ready) as ready`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("the database has no clock");
  return row;
}
