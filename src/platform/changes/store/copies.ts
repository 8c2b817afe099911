import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { Change, Header, LogEntry, Position } from "../schema.ts";
import { EMPTY, type Frontier, frontierBytes, type TileHash } from "../tree.ts";
import { type Head, moveHead } from "./log.ts";

/** An entry of another node's log, with its header read. */
export type CopiedEntry = LogEntry & { head: Header };

/** Stands in no JSON text, so it separates them: PostgreSQL splits a text faster than it reads JSON. */
const SEPARATOR = "\u001e";
const joined = (texts: readonly (string | number)[]) =>
  sql`string_to_array(${texts.join(SEPARATOR)}, ${SEPARATOR})`;
const NO_SALT = Buffer.alloc(16);

/**
 * Keeps verified entries of another node's log, and moves its head to the tree with them. Local consumers
 * then follow them as they follow own entries.
 */
export async function appendCopies(
  tx: Tx,
  to: Head & { entries: readonly CopiedEntry[]; completed: readonly TileHash[] },
): Promise<void> {
  if (to.entries.length === 0) return;
  await insertCopies(tx, to);
  await moveHead(tx, to);
}

/** Keeps entries of another node's log under their own numbers, which may have gaps. The head stays. */
export async function insertCopies(
  tx: Tx,
  { stream, epoch, entries }: { stream: string; epoch: number; entries: readonly CopiedEntry[] },
): Promise<void> {
  const column = (value: (entry: CopiedEntry) => string | number) => joined(entries.map(value));
  const salts = Buffer.concat(entries.map(({ salt }) => salt ?? NO_SALT));
  await sql`/* planned */
    insert into log_entry (stream, epoch, seq, kind, record_id, op, rev, at, header, salt, payload)
    select ${stream}, ${epoch}::int, n.seq::bigint, n.kind, n.id, n.op, n.rev::int,
      n.at::timestamptz, n.header, case when n.payload <> '' then substring(s.salts from (n.nth * 16 - 15)::int for 16) end,
      nullif(n.payload, '')
    from (select ${salts}::bytea as salts) as s, rows from (
      unnest(${column(({ head }) => head.seq)}, ${column(({ head }) => head.kind)}, ${column(({ head }) => head.id)}, ${column(({ head }) => head.op)},
        ${column(({ head }) => head.rev)}, ${column(({ head }) => head.at)}, ${column(({ header }) => header)},
        ${column(({ payload }) => payload ?? "")})) with ordinality as n(seq, kind, id, op, rev, at, header, payload, nth)`.execute(
    tx,
  );
}

/** Begins a new epoch of a copied log. Entries of the former epoch stay. */
export async function beginEpoch(tx: Tx, { stream, epoch }: { stream: string; epoch: number }) {
  await sql`
    update log_head set epoch = ${epoch}, size = 0, frontier = ${frontierBytes(EMPTY as Frontier)}, state_size = 0
    where stream = ${stream} and epoch < ${epoch}`.execute(tx);
}

/**
 * Empties a copied log, so that a state may fill it. The rows of its records stay. Local consumers read the
 * log from its beginning again once the state is complete.
 */
export async function emptyCopies(tx: Tx, { stream, epoch }: { stream: string; epoch: number }) {
  const log = sql`stream = ${stream} and epoch = ${epoch}`;
  await sql`delete from log_entry where ${log}`.execute(tx);
  await sql`delete from log_tile_hash where ${log}`.execute(tx);
  await sql`delete from quarantine where ${log}`.execute(tx);
  await sql`update consumer_cursor set seq = 0 where ${log}`.execute(tx);
  await sql`
    update log_head set size = 0, frontier = ${frontierBytes(EMPTY as Frontier)}, state_size = 0
    where ${log}`.execute(tx);
}

/** Moves the head of a copied log to the tree of a state whose entries are all here. */
export async function completeState(tx: Tx, { stream, epoch, frontier }: Head): Promise<void> {
  await sql`
    update log_head set size = ${frontier.size}, frontier = ${frontierBytes(frontier)}, state_size = ${frontier.size}
    where stream = ${stream} and epoch = ${epoch}`.execute(tx);
}

type Records = { kind: string; ids: readonly string[] };
/** Records of one city, whose logs alone may erase them. */
type OwnRecords = Records & { home: string };

/** Returns those of a city's records that its logs tell to erase. */
export async function erasedAmong(db: DbOrTx, { kind, ids, home }: OwnRecords): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`/* planned */
    select distinct record_id as id from log_entry
    where kind = ${kind} and record_id = any(${[...ids]}::text[]) and op = 'erase'
      and split_part(stream, '/', 1) = ${home}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Returns those of the records that an epoch of a log does not tell. */
export async function untoldAmong(
  db: DbOrTx,
  { stream, epoch, kind, ids }: Records & { stream: string; epoch: number },
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${[...ids]}::text[]) as w(id)
    where not exists (select from log_entry e where e.kind = ${kind} and e.record_id = w.id
      and e.stream = ${stream} and e.epoch = ${epoch})`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Deletes the payloads of every version of a city's records from its logs. Headers and revisions stay. */
export async function erasePayloads(tx: Tx, { kind, ids, home }: OwnRecords): Promise<void> {
  await sql`
    update log_entry set payload = null, salt = null
    where kind = ${kind} and record_id = any(${[...ids]}::text[]) and payload is not null
      and split_part(stream, '/', 1) = ${home}`.execute(tx);
}

/** A quarantined change and its place. `overtaken`: a later entry of the log tells of the same record. */
export type Quarantined = Change & { schema: number; overtaken: boolean };

/**
 * Returns changes that a consumer quarantined, the oldest first, with what the log tells of them. `city`:
 * only those of its logs; null for all.
 */
export async function selectQuarantined(
  db: DbOrTx,
  consumer: string,
  { city, limit }: { city: string | null; limit: number },
): Promise<Quarantined[]> {
  const { rows } = await sql<Omit<Quarantined, "home" | "schema" | "ownerEpoch"> & { header: string }>`
    select e.stream, e.epoch, e.seq, e.kind, e.record_id as id, e.op, e.rev, e.at, e.header, e.payload::json as payload,
      exists (select from log_entry later where later.kind = e.kind and later.record_id = e.record_id
        and later.stream = e.stream and (later.epoch, later.seq) > (e.epoch, e.seq)) as overtaken
    from quarantine q join log_entry e using (stream, epoch, seq)
    where q.consumer = ${consumer} and (${city}::text is null or e.stream like ${city}::text || '/%')
    order by e.stream, e.epoch, e.seq limit ${limit}`.execute(db);
  return rows.map(({ header, ...row }) => {
    const { home, schema, ownerEpoch } = JSON.parse(header) as Header;
    return { ...row, home, schema, ownerEpoch };
  });
}

const PLACE = { stream: "text", epoch: "int", seq: "bigint" } as const;

/** Takes changes out of a consumer's quarantine. */
export async function releaseFromQuarantine(tx: Tx, consumer: string, places: readonly Position[]) {
  if (places.length === 0) return;
  await sql`
    delete from quarantine q using ${rowList(places, PLACE)}
    where q.consumer = ${consumer} and q.stream = n.stream and q.epoch = n.epoch and q.seq = n.seq`.execute(
    tx,
  );
}

/** Moves every consumer's cursor of a stream back before an entry, so that all of them read it again. */
export async function rewindBefore(tx: Tx, { stream, epoch, seq }: Position): Promise<void> {
  await sql`
    update consumer_cursor set seq = least(seq, ${seq}::bigint - 1)
    where stream = ${stream} and epoch = ${epoch}`.execute(tx);
}
