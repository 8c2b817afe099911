import type { Db, Tx } from "../../../db/client.ts";
import { databaseNow } from "../core/store.ts";
import { logName } from "./rules.ts";
import type { Header } from "./schema.ts";
import { appendEntries, lockHead, lockStream, type NumberedRow } from "./store/log.ts";
import { type OutboxRow, outboxRows, waitingStreams } from "./store/outbox.ts";
import { append, leafHash } from "./tree.ts";

const isoOrNone = (time: Date | null) => time?.toISOString();

/** Returns the header's text. JSON leaves out what is undefined. */
function headerText(row: OutboxRow, log: string, seq: number, at: string): string {
  const header: Header = {
    v: 1,
    log,
    seq,
    at,
    kind: row.kind,
    schema: row.schemaVersion,
    id: row.recordId,
    home: row.home,
    ownerEpoch: row.ownerEpoch,
    rev: row.rev,
    op: row.op,
    agreement: row.agreement ?? undefined,
    validThrough: isoOrNone(row.validThrough),
    endsAt: isoOrNone(row.endsAt),
    payloadDigest: row.digest ?? undefined,
  };
  return JSON.stringify(header);
}

async function sequenceStream(tx: Tx, stream: string, max: number): Promise<number> {
  if (!(await lockStream(tx, stream))) return 0;
  const head = await lockHead(tx, stream);
  const rows = await outboxRows(tx, stream, max);
  if (rows.length === 0) return 0;
  const at = (await databaseNow(tx)).toISOString();
  const log = logName(stream, head.epoch);
  const numbered = rows.map((row, i): NumberedRow => {
    const seq = head.frontier.size + i + 1;
    return { id: row.id, seq, header: headerText(row, log, seq, at), salt: row.salt };
  });
  const leaves = numbered.map(({ header }) => leafHash(header));
  await appendEntries(tx, { ...head, ...append(head.frontier, leaves), at, rows: numbered });
  return rows.length;
}

/**
 * Numbers committed outbox rows, at most `max` per stream, and appends them to the stream's log. Returns how
 * many rows it numbered.
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
