import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/**
 * Loads the revision of every posting in the PostgreSQL search table, by id. The Meilisearch index must
 * contain exactly these.
 */
export async function indexedRevisions(db: DbOrTx): Promise<Map<string, number>> {
  const rows = await db.selectFrom("postingSearch").select(["postingId", "rev"]).execute();
  return new Map(rows.map(({ postingId, rev }) => [postingId, rev]));
}

/** Returns the ids of at most `limit` published postings after the id `after`, in order. */
export async function publishedPostings(db: DbOrTx, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from shared.posting where status = 'published' and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function countIndexed(db: DbOrTx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from posting_search`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Loads the version of the Meilisearch index (null if there is none), and whether it may be queried. */
export async function indexState(db: DbOrTx): Promise<{ version: number | null; ready: boolean }> {
  const { rows } = await sql<{ version: number; ready: boolean }>`
    select version, ready from search_index where name = 'meilisearch'`.execute(db);
  return rows[0] ?? { version: null, ready: false };
}

/** Stores the version of the Meilisearch index, and whether it may be queried. */
export async function markIndex(db: DbOrTx, version: number, ready: boolean): Promise<void> {
  await sql`
    insert into search_index (name, version, ready) values ('meilisearch', ${version}, ${ready})
    on conflict (name) do update set version = excluded.version, ready = excluded.ready, checked_at = app.now()`.execute(
    db,
  );
}
