import { sql } from "kysely";
import type { Db, DbOrTx } from "../../../../db/client.ts";
import {
  HOMES,
  joinPosting,
  type LivestreamReader,
  OVER_AT,
  readable,
  STANDING,
  withSignal,
} from "../../livestream/index.ts";

export type ToldFilm = { id: string; startsAt: Date; lengthMs: number; url: string };

/** Selects the films that the home of a copy shows, in their order. The caller has checked the reader. */
export async function selectToldFilms(db: DbOrTx, livestreamId: string): Promise<ToldFilm[]> {
  const { rows } = await sql<ToldFilm>`
    select f.id, f.starts_at, f.length_ms, f.url
    from ${withSignal(sql`livestream l`)} join livestream_told_film f on f.livestream_id = l.id
    where l.id = ${livestreamId}::uuid and f.posting_id is null and ${OVER_AT} <= t.now
    order by f.starts_at, f.id`.execute(db);
  return rows;
}

export type ToldClip = ToldFilm & { livestreamId: string; title: string };

/**
 * Selects clips at homes of copies in which a posting is explained, newest first. None once the posting or
 * the livestream is no longer shown.
 */
export async function selectToldClips(
  { db, actor, scope }: LivestreamReader & { db: Db },
  { postingId, limit }: { postingId: string; limit: number },
): Promise<ToldClip[]> {
  // Most postings have no clip. The first question is one look into an index.
  const { rows: of } = await sql<{ id: string }>`
    select distinct livestream_id as id from livestream_told_film where posting_id = ${postingId}::uuid`.execute(
    db,
  );
  if (of.length === 0) return [];
  const { rows } = await sql<ToldClip>`
    select f.id, f.starts_at, f.length_ms, f.url, l.id as livestream_id, l.title
    from ${withSignal(sql`livestream l`)} ${HOMES} join livestream_told_film f on f.livestream_id = l.id
    ${joinPosting(sql`f.posting_id`)}
    where l.id = any(${of.map(({ id }) => id)}::uuid[]) and f.posting_id = ${postingId}::uuid
      and ${OVER_AT} <= t.now and ${STANDING} = 'live' and ${readable(actor, scope)}
    order by f.starts_at desc, f.id limit ${limit}`.execute(db);
  return rows;
}
