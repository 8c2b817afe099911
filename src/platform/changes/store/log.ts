import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import { type Frontier, frontierBytes, readFrontier, type TileHash } from "../tree.ts";

/**
 * Tries to lock the stream. Returns true if this transaction is now its only sequencer. The lock ends with
 * the transaction, after its rows are visible.
 */
export async function lockStream(tx: Tx, stream: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`sequencer ${stream}`}, 0)) as locked`.execute(tx);
  return rows[0]?.locked ?? false;
}

export type Head = { stream: string; epoch: number; frontier: Frontier };

/** Locks and returns the head of a stream's log. For a new stream, opens its log of epoch 1. */
export async function lockHead(tx: Tx, stream: string): Promise<Head> {
  await tx
    .insertInto("logHead")
    .values({ stream })
    .onConflict((c) => c.doNothing())
    .execute();
  const { epoch, size, frontier } = await tx
    .selectFrom("logHead")
    .select(["epoch", "size", "frontier"])
    .where("stream", "=", stream)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { stream, epoch, frontier: readFrontier(size, frontier) };
}

/** An outbox row with its number, the text of its header and the salt of its payload as base64. */
export type NumberedRow = { id: number; seq: number; header: string; salt: string | null };

type Appended = Head & {
  /** Time that the headers tell, in ISO 8601. */
  at: string;
  rows: readonly NumberedRow[];
  completed: readonly TileHash[];
};

const ROW = { id: "bigint", seq: "bigint", header: "text", salt: "text" } as const;
const TILE_HASH = { level: "smallint", n: "bigint", hash: "text" } as const;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/**
 * Moves outbox rows into the log and updates its head. Payloads do not leave the database: the text that was
 * hashed there is the text that is kept.
 */
export async function appendEntries(tx: Tx, to: Appended): Promise<void> {
  const { stream, epoch, frontier, completed } = to;
  await sql`
    with moved as (
      delete from outbox o using ${rowList(to.rows, ROW)} where o.id = n.id
      returning n.seq, o.kind, o.record_id, o.op, o.rev, n.header, n.salt, o.payload::text as payload),
    head as (
      update log_head set size = ${frontier.size}, frontier = ${frontierBytes(frontier)} where stream = ${stream})
    insert into log_entry (stream, epoch, seq, kind, record_id, op, rev, at, header, salt, payload)
    select ${stream}::text, ${epoch}::int, seq, kind, record_id, op, rev, ${to.at}::timestamptz, header,
      decode(salt, 'base64'), payload
    from moved order by seq`.execute(tx);
  if (completed.length === 0) return;
  const hashes = completed.map(({ level, n, hash }) => ({ level, n, hash: base64(hash) }));
  await sql`
    insert into log_tile_hash (stream, epoch, level, n, hash)
    select ${stream}, ${epoch}, n.level, n.n, decode(n.hash, 'base64') from ${rowList(hashes, TILE_HASH)}`.execute(
    tx,
  );
}
