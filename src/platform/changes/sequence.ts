import type { Db, Tx } from "../../../db/client.ts";
import { databaseNow } from "../core/store.ts";
import { entryHash, genesisHash, payloadDigest } from "./rules.ts";
import type { FeedEntry, FeedHead, Header } from "./schema.ts";
import { appendEntries, lockHead, lockStream } from "./store/chain.ts";
import { type OutboxRow, outboxRows, removeOutboxRows, waitingStreams } from "./store/outbox.ts";

const SALT_BYTES = 16;

async function sealPayload(payload: unknown): Promise<{ salt: Uint8Array; digest: string } | null> {
  if (payload === null) return null;
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { salt, digest: await payloadDigest(salt, payload) };
}

function headerOf(row: OutboxRow, head: FeedHead, at: string, digest: string | undefined): Header {
  return {
    v: 1,
    stream: head.stream,
    epoch: head.epoch,
    seq: head.seq + 1,
    at,
    kind: row.kind,
    schema: row.schemaVersion,
    id: row.recordId,
    home: row.home,
    ownerEpoch: row.ownerEpoch,
    rev: row.rev,
    op: row.op,
    ...(row.validThrough ? { validThrough: row.validThrough.toISOString() } : {}),
    ...(row.leaseUntil ? { leaseUntil: row.leaseUntil.toISOString() } : {}),
    ...(digest ? { payloadDigest: digest } : {}),
  };
}

async function chain(
  rows: OutboxRow[],
  from: FeedHead,
  at: string,
): Promise<{ entries: FeedEntry[]; head: FeedHead }> {
  const sealed = await Promise.all(rows.map((row) => sealPayload(row.payload)));
  const entries: FeedEntry[] = [];
  let head = from;
  for (const [i, row] of rows.entries()) {
    const header = headerOf(row, head, at, sealed[i]?.digest);
    const hash = await entryHash(head.hash, header);
    entries.push({ header, salt: sealed[i]?.salt ?? null, payload: row.payload, hash });
    head = { ...head, seq: header.seq, hash };
  }
  return { entries, head };
}

async function sequenceStream(tx: Tx, stream: string, max: number): Promise<number> {
  if (!(await lockStream(tx, stream))) return 0;
  const before = await lockHead(tx, stream, await genesisHash(stream, 1));
  const rows = await outboxRows(tx, stream, max);
  if (rows.length === 0) return 0;
  const at = (await databaseNow(tx)).toISOString();
  const { entries, head } = await chain(rows, before, at);
  await appendEntries(tx, entries, head);
  await removeOutboxRows(
    tx,
    rows.map((row) => row.id),
  );
  return rows.length;
}

/**
 * Numbers committed outbox rows, at most `max` per stream. Returns how many rows it numbered.
 * A row gets its number only after its transaction commits. So a late commit gets a number that no cursor has
 * passed.
 * Safe to call from many processes: a stream that another process has locked is skipped.
 */
export async function sequence(db: Db, options: { max?: number } = {}): Promise<number> {
  let numbered = 0;
  for (const stream of await waitingStreams(db))
    numbered += await db.transaction().execute((tx) => sequenceStream(tx, stream, options.max ?? 500));
  return numbered;
}
