import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Copy, Held, HeldQuery } from "../../platform/changes/index.ts";
import type { Bucket } from "./rules.ts";

/** The part of a log that a digest covers: the entries of one kind up to `size`. */
export type OfLog = {
  stream: string;
  epoch: number;
  size: number;
  kind: string;
  /** Leaves out records whose `validThrough` is over at this time. Null for none. */
  asOf: Date | null;
  /** True to leave out records whose payload is not here: erased, or withheld from this node. */
  given: boolean;
};

/**
 * SQL for the records that a log tells: those whose newest revision is a `put`. An erased record never is
 * one.
 */
export const toldBy = ({ stream, epoch, size, kind, asOf, given }: OfLog): HeldQuery => sql`
  select id, rev from (
    select distinct on (record_id) record_id as id, rev, op, header, payload is not null as given from log_entry
    where stream = ${stream} and epoch = ${epoch}::int and seq <= ${size}::bigint and kind = ${kind}
      and op in ('put', 'close', 'erase')
    order by record_id, (op = 'erase') desc, rev desc, seq desc) newest
  where op = 'put' and (given or not ${given}::boolean) and (${asOf}::timestamptz is null
    or coalesce((header::json ->> 'validThrough')::timestamptz > ${asOf}::timestamptz, true))`;

const BUCKET = sql`get_byte(sha256(convert_to(id::text, 'UTF8')), 0)`;

/**
 * Returns the digest of each bucket that has records. The database sorts; its answer has at most 256 rows.
 */
export async function selectBuckets(db: DbOrTx, records: HeldQuery): Promise<Bucket[]> {
  const { rows } = await sql<Bucket>`
    select bucket, count(*)::int as count,
      encode(sha256(convert_to(string_agg(id || ' ' || rev || chr(10), '' order by id collate "C"), 'UTF8')), 'base64')
        as digest
    from (select ${BUCKET} as bucket, id::text as id, rev from (${records}) r) b
    group by bucket order by bucket`.execute(db);
  return rows;
}

/** Returns the records of one bucket, ordered by id. */
export async function selectBucket(db: DbOrTx, records: HeldQuery, bucket: number): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select id::text as id, rev from (${records}) r where ${BUCKET} = ${bucket}::int order by id::text collate "C"`.execute(
    db,
  );
  return rows;
}

/** Locks the log of a followed stream, so that no page of it is applied meanwhile. Returns epoch and size. */
export async function lockLog(
  tx: Tx,
  stream: string,
): Promise<{ epoch: number; size: number; now: Date } | null> {
  const { rows } = await sql<{ epoch: number; size: number; now: Date }>`
    select epoch, size, app.now() as now from log_head where stream = ${stream} for update`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Returns true if entries of a copied log are lost here: fewer stand after the state from which it began than
 * its size says.
 */
export async function lacksEntries(
  tx: Tx,
  { stream, epoch, size }: Pick<OfLog, "stream" | "epoch" | "size">,
): Promise<boolean> {
  const { rows } = await sql<{ lacking: boolean }>`
    select h.size - h.state_size > (select count(*) from log_entry e
      where e.stream = h.stream and e.epoch = h.epoch and e.seq > h.state_size and e.seq <= h.size) as lacking
    from log_head h where h.stream = ${stream} and h.epoch = ${epoch}::int and h.size = ${size}::bigint`.execute(
    tx,
  );
  return rows[0]?.lacking ?? false;
}

/** Returns the newest revision that a log tells of each of these records, if it tells of it. */
export async function toldRevs(
  tx: Tx,
  { stream, epoch, kind }: Pick<OfLog, "stream" | "epoch" | "kind">,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<Held>`
    select record_id as id, max(rev) as rev from log_entry
    where stream = ${stream} and epoch = ${epoch}::int and kind = ${kind} and record_id = any(${[...ids]}::text[])
      and op in ('put', 'close', 'erase')
    group by record_id`.execute(tx);
  return new Map(rows.map(({ id, rev }) => [id, rev]));
}

type Told = Copy & { op: string };

/** Returns the newest version that a log tells of each of these records, if its payload is here. */
export async function selectNewest(
  db: DbOrTx,
  { stream, epoch, kind }: Pick<OfLog, "stream" | "epoch" | "kind">,
  ids: readonly string[],
): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select distinct on (record_id) record_id as id, header::json ->> 'home' as home, rev, op, payload::json as payload
    from log_entry where stream = ${stream} and epoch = ${epoch}::int and kind = ${kind} and record_id = any(${ids}::text[])
      and op in ('put', 'close', 'erase')
    order by record_id, (op = 'erase') desc, rev desc, seq desc`.execute(db);
  return rows.filter(({ payload }) => payload !== null);
}

/** Returns the ids of all records of a kind that a stream ever told, ordered, after the id `after`. */
export async function selectEverTold(
  db: DbOrTx,
  { stream, kind, after, limit }: { stream: string; kind: string; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct record_id as id from log_entry
    where kind = ${kind} and record_id > ${after} and stream = ${stream} order by 1 limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Returns the first city that this node hosts, in whose local log it notes what it did for itself. */
export async function selectOwnCity(db: DbOrTx): Promise<string | null> {
  const { rows } = await sql<{
    city: string | null;
  }>`select min(code) as city from app.hosted_cities() as h(code)`.execute(db);
  return rows[0]?.city ?? null;
}

/** Returns the followed public logs of which something is here, ordered. Frozen ones wait for a person. */
export async function selectCopiedLogs(
  db: DbOrTx,
): Promise<{ stream: string; epoch: number; size: number }[]> {
  const { rows } = await sql<{ stream: string; epoch: number; size: number }>`
    select h.stream, h.epoch, h.size::float8 as size from followed_log f join log_head h using (stream)
    where f.state <> 'frozen' and f.stream like '%/public' and h.size > 0 order by h.stream`.execute(db);
  return rows;
}

/** Keeps the outcome of a comparison. `differing`: kinds; null if the home gave no digest. */
export async function noteComparison(
  db: DbOrTx,
  of: { stream: string; differing: readonly string[] | null; repaired: number },
): Promise<void> {
  await sql`
    update followed_log set compared_at = app.now(), differing = ${of.differing && [...of.differing]}::text[],
      repaired = ${of.repaired}::int
    where stream = ${of.stream}`.execute(db);
}
