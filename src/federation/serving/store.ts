import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import { EMPTY, type Frontier, type LogRef, readFrontier } from "../../platform/changes/index.ts";

/** The log of a hosted city in its present epoch. */
export type ServedLog = LogRef & {
  city: string;
  origin: string;
  frontier: Frontier;
  /** True while it waits after a restore. */
  restored: boolean;
};

/** Returns the log of a stream, also an empty one. Null unless the city is hosted and initialised. */
export async function selectServedLog(db: DbOrTx, city: string, stream: string): Promise<ServedLog | null> {
  const { rows } = await sql<{
    origin: string;
    epoch: number | null;
    size: number;
    frontier: Buffer;
    restored: boolean;
  }>`/* planned */
    select i.origin, h.epoch, h.size, h.frontier,
      exists (select from restored_log r where r.stream = ${stream}) as restored
    from city c join city_identity i on i.city = c.code left join log_head h on h.stream = ${stream}
    where c.code = ${city} and c.hosted`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { origin, epoch, restored } = row;
  if (epoch === null) return { city, stream, epoch: 1, origin, restored, frontier: EMPTY };
  return { city, stream, epoch, origin, restored, frontier: readFrontier(row.size, row.frontier) };
}

/** An entry as it is sent: the texts that were hashed, and the salt as base64. */
export type SentEntry = { seq: number; header: string; payload: string | null; salt: string | null };

/**
 * Returns at most `limit` entries after `after` in order. Payloads only of kinds that a clause in force gives
 * the cities `readers`; that is a condition of this statement.
 */
export async function selectEntries(
  db: DbOrTx,
  log: LogRef & { city: string },
  { after, limit, readers }: { after: number; limit: number; readers: readonly string[] },
): Promise<SentEntry[]> {
  const page = sql`
    select seq, seq as place, kind, header, salt, payload
    from log_entry where stream = ${log.stream} and epoch = ${log.epoch} and seq > ${after}
    order by seq limit ${limit}`;
  return selectGiven(db, log, { page, readers });
}

/**
 * Returns entries of a log in the order of `place`. `page` selects seq, place, kind, header, salt and
 * payload. Payloads as in selectEntries.
 */
export async function selectGiven(
  db: DbOrTx,
  log: { city: string },
  { page, readers }: { page: RawBuilder<unknown>; readers: readonly string[] },
): Promise<SentEntry[]> {
  const { rows } = await sql<SentEntry>`
    with page as materialized (
      select p.*, case when header like '%"agreement":%' then header::jsonb ->> 'agreement' end as agreement
      from (${page}) p),
    allowed as materialized (
      select d.kind, d.agreement, app.gives(${log.city}, ${readers}::text[], d.kind, d.agreement) as given
      from (select distinct kind, agreement from page) d)
    select p.seq, p.header, case when a.given then p.payload end as payload,
      case when a.given and p.payload is not null then translate(encode(p.salt, 'base64'), E'\n', '') end as salt
    from page p join allowed a on a.kind = p.kind and a.agreement is not distinct from p.agreement
    order by p.place`.execute(db);
  return rows;
}

/** Returns the size and epoch of these streams; streams without an entry are absent. */
export async function selectSizes(
  db: DbOrTx,
  streams: readonly string[],
): Promise<{ stream: string; epoch: number; size: number }[]> {
  const { rows } = await sql<{ stream: string; epoch: number; size: number }>`/* planned */
    select stream, epoch, size from log_head where stream = any(${streams}::text[])`.execute(db);
  return rows;
}

/**
 * Returns the last verified checkpoint of another city's log by the SHA-256 of its origin in hex. That of a
 * `to` log only for the cities `readers`, one of which must be its home.
 */
export async function selectWitnessed(
  db: DbOrTx,
  originHash: string,
  readers: readonly string[],
): Promise<string | null> {
  const { rows } = await sql<{ checkpoint: string }>`
    select checkpoint from followed_log
    where encode(sha256(convert_to(split_part(checkpoint, E'\n', 1), 'UTF8')), 'hex') = ${originHash}
      and (stream like '%/public' or city = any(${readers}::text[]))
    limit 1`.execute(db);
  return rows[0]?.checkpoint ?? null;
}

/** State of one log for `health`. `oldest`: number of the oldest entry that is still kept. */
export type LogHealth = { log: string; size: number; oldest: number | null };

/** Returns the public logs of hosted cities. */
export async function selectOwnLogs(db: DbOrTx): Promise<LogHealth[]> {
  const { rows } = await sql<LogHealth>`
    select h.stream || '/' || h.epoch as log, h.size,
      (select min(e.seq) from log_entry e where e.stream = h.stream and e.epoch = h.epoch) as oldest
    from log_head h join city c on h.stream = c.code || '/public' where c.hosted order by 1`.execute(db);
  return rows;
}

/** A public log of another city: entries held, entries that its home last told, and the last exchange. */
export type FollowedHealth = {
  stream: string;
  state: string;
  size: number;
  homeSize: number;
  exchangedAt: Date | null;
};

export async function selectFollowed(db: DbOrTx): Promise<FollowedHealth[]> {
  const { rows } = await sql<FollowedHealth>`
    select f.stream, f.state, coalesce(h.size, 0) as size, f.home_size as "homeSize",
      f.exchanged_at as "exchangedAt"
    from followed_log f left join log_head h on h.stream = f.stream
    where f.stream like '%/public' order by 1`.execute(db);
  return rows;
}
