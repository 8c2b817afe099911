import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { LogRef } from "../../../platform/changes/index.ts";
import { type SentEntry, selectGiven } from "../store.ts";

/** Hours for which a state is given, and for which a new reader gets the same one. */
const KEPT_HOURS = 24;
const REUSED_HOURS = 1;

/** Returns the manifest of a state of the log that was made within the last hour, or null. */
export async function selectRecentState(db: DbOrTx, { stream, epoch }: LogRef): Promise<string | null> {
  const { rows } = await sql<{ manifest: string }>`
    select manifest from log_state
    where stream = ${stream} and epoch = ${epoch} and manifest is not null
      and created_at > app.now() - ${REUSED_HOURS} * interval '1 hour'
    order by created_at desc limit 1`.execute(db);
  return rows[0]?.manifest ?? null;
}

/**
 * Deletes states that are over, and begins a new one. Returns its id, and the times of its making and end.
 */
export async function insertState(
  db: DbOrTx,
  { stream, epoch, size }: LogRef & { size: number },
): Promise<{ id: string; at: Date; until: Date }> {
  await sql`delete from log_state where created_at <= app.now() - ${KEPT_HOURS} * interval '1 hour'`.execute(
    db,
  );
  const { rows } = await sql<{ id: string; at: Date; until: Date }>`
    insert into log_state (id, stream, epoch, size)
    values (gen_random_uuid(), ${stream}, ${epoch}, ${size})
    returning id, created_at as at, created_at + ${KEPT_HOURS} * interval '1 hour' as until`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("no state");
  return row;
}

export type StatePart = { entries: number; digest: string };

/**
 * Divides the entries that count at a size into parts, in the order of kinds and then of numbers, and keeps
 * the parts' numbers. What counts: of each record its erasure, else its newest entry, if that is a `put`
 * whose time is not over. Returns the parts with their digests.
 */
export async function insertParts(
  db: DbOrTx,
  of: LogRef & { id: string; size: number; at: Date },
  bounds: { kinds: readonly string[]; entries: number; bytes: number },
): Promise<StatePart[]> {
  const { rows } = await sql<StatePart>`
    with newest as (
      select distinct on (kind, record_id) kind, seq, op, header, octet_length(payload) as payload_bytes
      from log_entry
      where stream = ${of.stream} and epoch = ${of.epoch} and seq <= ${of.size} and op not in ('key', 'noop')
      order by kind, record_id, (op = 'erase') desc, seq desc),
    counting as (
      select seq, header, row_number() over w - 1 as nth, 2 * (octet_length(header) + coalesce(payload_bytes, 0)) as bytes
      from newest
      where op = 'erase' or (op = 'put' and (header not like '%"validThrough":%'
        or (header::json ->> 'validThrough')::timestamptz > ${of.at}::timestamptz is not false))
      window w as (order by array_position(${bounds.kinds}::text[], kind) nulls last, seq)),
    summed as (
      select seq, header, nth, nth / ${bounds.entries}::int as page,
        (sum(bytes) over (partition by nth / ${bounds.entries}::int order by nth) - bytes) / ${bounds.bytes}::int as slice
      from counting),
    parted as (
      select seq, header, nth, dense_rank() over (order by page, floor(slice)) - 1 as part from summed),
    grouped as (
      select part, array_agg(seq order by nth) as seqs, count(*)::int as entries,
        encode(sha256(convert_to(string_agg(header || chr(10), '' order by nth), 'UTF8')), 'base64') as digest
      from parted group by part),
    kept as (
      insert into log_state_part (state_id, part, seqs) select ${of.id}::uuid, part, seqs from grouped)
    select entries, digest from grouped order by part`.execute(db);
  return rows;
}

/** Completes a state: from now on it is given. */
export async function keepManifest(db: DbOrTx, id: string, manifest: string): Promise<void> {
  await sql`update log_state set manifest = ${manifest} where id = ${id}::uuid`.execute(db);
}

/**
 * Returns the entries of a part in order, or null for a part or state that is not there, or not any more.
 * Payloads only of kinds that a clause in force gives the readers now.
 */
export async function selectPart(
  db: DbOrTx,
  log: LogRef & { city: string },
  { id, part, readers }: { id: string; part: number; readers: readonly string[] },
): Promise<SentEntry[] | null> {
  const { rows } = await sql<{ seqs: string[] }>`
    select p.seqs::text[] as seqs from log_state s join log_state_part p on p.state_id = s.id
    where s.id = ${id}::uuid and p.part = ${part} and s.stream = ${log.stream} and s.epoch = ${log.epoch}
      and s.manifest is not null and s.created_at > app.now() - ${KEPT_HOURS} * interval '1 hour'`.execute(
    db,
  );
  const [row] = rows;
  if (!row) return null;
  const page = sql`
    select e.seq, n.nth as place, e.kind, e.header, e.salt, e.payload
    from unnest(${row.seqs}::bigint[]) with ordinality as n(seq, nth)
    join log_entry e on e.stream = ${log.stream} and e.epoch = ${log.epoch} and e.seq = n.seq`;
  return selectGiven(db, log, { page, readers });
}
