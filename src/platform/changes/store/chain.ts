import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import type { FeedEntry, FeedHead } from "../schema.ts";

/**
 * Tries to lock the stream. Returns true if this transaction is now its only sequencer. The lock ends with
 * the transaction, after its rows are visible.
 */
export async function lockStream(tx: Tx, stream: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`sequencer ${stream}`}, 0)) as locked`.execute(tx);
  return rows[0]?.locked ?? false;
}

/** Locks and returns the stream's head. For a new stream, creates the head with the hash `genesis`. */
export async function lockHead(tx: Tx, stream: string, genesis: Uint8Array): Promise<FeedHead> {
  await tx
    .insertInto("streamHead")
    .values({ stream, hash: Buffer.from(genesis) })
    .onConflict((c) => c.doNothing())
    .execute();
  const head = await tx
    .selectFrom("streamHead")
    .select(["stream", "epoch", "seq", "hash"])
    .where("stream", "=", stream)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return head;
}

/** Inserts numbered entries and updates the stream's head, with two statements for any number of entries. */
export async function appendEntries(tx: Tx, entries: readonly FeedEntry[], head: FeedHead): Promise<void> {
  const column = <T>(pick: (entry: FeedEntry) => T) => entries.map(pick);
  await sql`
    insert into change (stream, epoch, seq, kind, record_id, op, rev, at, header, salt, payload, hash)
    select ${head.stream}::text, ${head.epoch}::int, t.*
    from unnest(
      ${column((e) => e.header.seq)}::bigint[], ${column((e) => e.header.kind)}::text[],
      ${column((e) => e.header.id)}::text[], ${column((e) => e.header.op)}::text[],
      ${column((e) => e.header.rev)}::int[], ${column((e) => e.header.at)}::timestamptz[],
      ${column((e) => JSON.stringify(e.header))}::jsonb[],
      ${column((e) => e.salt && Buffer.from(e.salt))}::bytea[],
      ${column((e) => (e.payload === null ? null : JSON.stringify(e.payload)))}::jsonb[],
      ${column((e) => Buffer.from(e.hash))}::bytea[]) as t`.execute(tx);
  await tx
    .updateTable("streamHead")
    .set({ seq: head.seq, hash: Buffer.from(head.hash) })
    .where("stream", "=", head.stream)
    .execute();
}
