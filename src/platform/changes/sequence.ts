import type { Db, Tx } from "../../../db/client.ts";
import { lockHead, lockStream, moveHead, numberRows } from "./store/log.ts";
import { waitingStreams } from "./store/outbox.ts";
import { append } from "./tree.ts";

async function sequenceStream(tx: Tx, stream: string, max: number): Promise<number> {
  if (!(await lockStream(tx, stream))) return 0;
  const head = await lockHead(tx, stream);
  const leaves = await numberRows(tx, head, max);
  if (leaves.length > 0) await moveHead(tx, { ...head, ...append(head.frontier, leaves) });
  return leaves.length;
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
