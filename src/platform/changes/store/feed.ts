import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { Change, Header, LogEntry, Position } from "../schema.ts";
import { type Frontier, readFrontier } from "../tree.ts";

/** Returns the epoch and the tree of a stream's log, or null before its first change. */
export async function logHead(
  db: DbOrTx,
  stream: string,
): Promise<{ epoch: number; frontier: Frontier } | null> {
  const { rows } = await sql<{ epoch: number; size: number; frontier: Buffer }>`/* planned */
    select epoch, size, frontier from log_head where stream = ${stream}`.execute(db);
  const [row] = rows;
  return row ? { epoch: row.epoch, frontier: readFrontier(row.size, row.frontier) } : null;
}

/** Returns those of the cities that have a change in a log or in the outbox. */
export async function citiesWithChanges(db: DbOrTx, cities: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ city: string }>`
    select c.city from unnest(${cities}::text[]) as c(city)
    where exists (select 1 from log_head h where h.stream like c.city || '/%')
      or exists (select 1 from outbox o where o.stream like c.city || '/%')`.execute(db);
  return new Set(rows.map(({ city }) => city));
}

/** Returns at most `limit` entries after `from.seq` in order, with the texts that were hashed. */
export const readEntries = (db: DbOrTx, from: Position, limit = 500): Promise<LogEntry[]> =>
  db
    .selectFrom("logEntry")
    .select(["header", "salt", "payload"])
    .where("stream", "=", from.stream)
    .where("epoch", "=", from.epoch)
    .where("seq", ">", from.seq)
    .orderBy("seq")
    .limit(limit)
    .execute();

type Texts = Pick<LogEntry, "header" | "payload">;

/** Returns the same entries as readEntries, in the form that consumers get. */
export async function changesAfter(db: DbOrTx, from: Position, limit: number): Promise<Change[]> {
  const { stream, epoch, seq } = from;
  const { rows } = await sql<Omit<Change, "home" | "ownerEpoch" | "payload"> & Texts>`/* planned */
    select stream, epoch, seq, kind, record_id as id, op, rev, at, header, payload from log_entry
    where stream = ${stream} and epoch = ${epoch} and seq > ${seq} order by seq limit ${limit}`.execute(db);
  return rows.map(({ header, payload, ...row }) => {
    const { home, ownerEpoch } = JSON.parse(header) as Header;
    return { ...row, home, ownerEpoch, payload: payload === null ? null : JSON.parse(payload) };
  });
}

export type FeedLag = {
  /** Number of outbox rows (changes without a number), and the age of the oldest in seconds. */
  unsequenced: number;
  oldestS: number;
  /** `behindS`: age in seconds of the oldest change that the consumer lacks; 0 if it lacks none. */
  consumers: { consumer: string; behind: number; behindS: number; quarantined: number }[];
};

/** Returns how far the sequencer and the consumers are behind, for `/readyz`. */
export async function feedLag(db: DbOrTx): Promise<FeedLag> {
  const outbox = await sql<{ n: number; age: number | null }>`
    select count(*)::int as n, extract(epoch from (select app.now()) - min(created_at))::float8 as age
    from outbox`.execute(db);
  const consumers = await sql<FeedLag["consumers"][number]>`
    select c.consumer,
           sum(case when h.epoch = c.epoch then h.size - c.seq else h.size end)::int as behind,
           greatest(0, coalesce(extract(epoch from (select app.now()) - min(next.at)), 0))::float8
             as "behindS",
           (select count(*)::int from quarantine q where q.consumer = c.consumer) as quarantined
    from consumer_cursor c join log_head h using (stream)
    left join log_entry next on next.stream = h.stream and next.epoch = h.epoch
      and next.seq = case when h.epoch = c.epoch then c.seq else 0 end + 1
    group by c.consumer order by 1`.execute(db);
  const row = outbox.rows[0];
  return { unsequenced: row?.n ?? 0, oldestS: Math.max(0, row?.age ?? 0), consumers: consumers.rows };
}

/** Returns the newest revision that a stream tells or will tell of each of these records, by id. */
export async function newestRevs(
  db: DbOrTx,
  { stream, kind, ids }: { stream: string; kind: string; ids: readonly string[] },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; rev: number }>`
    select record_id as id, max(rev)::int as rev from (
      select record_id, rev from log_entry
        where kind = ${kind} and record_id = any(${[...ids]}::text[]) and stream = ${stream}
      union all select record_id, rev from outbox
        where stream = ${stream} and kind = ${kind} and record_id = any(${[...ids]}::text[])) told
    group by record_id`.execute(db);
  return new Map(rows.map(({ id, rev }) => [id, rev]));
}
