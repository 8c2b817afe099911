import { sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../../db/client.ts";
import type { Position } from "../schema.ts";

/**
 * Returns the streams whose name ends in `suffix` (empty: all streams) and whose head the consumer has not
 * reached. Inserts a cursor at 0 for a stream that is new to the consumer.
 */
export async function streamsBehind(db: Db, consumer: string, suffix: string): Promise<string[]> {
  const { rows } = await sql<{ stream: string; fresh: boolean }>`/* planned */
    select h.stream, c.seq is null as fresh from log_head h
    left join consumer_cursor c on c.stream = h.stream and c.consumer = ${consumer}
    where h.stream like ${`%${suffix}`} and (c.seq is null or c.epoch <> h.epoch or c.seq < h.size)
    order by h.stream`.execute(db);
  const fresh = rows.filter((row) => row.fresh).map((row) => row.stream);
  if (fresh.length > 0)
    await sql`
      insert into consumer_cursor (consumer, stream, epoch, seq)
      select ${consumer}, h.stream, h.epoch, 0 from log_head h where h.stream = any(${fresh})
      on conflict do nothing`.execute(db);
  return rows.map((row) => row.stream);
}

/**
 * Locks the consumer's cursor until the transaction ends and returns its position. Returns null if another
 * process holds the lock. Up to `stateSize` the log has only the entries of a state. In a new epoch of the
 * stream, the position is 0. All records are then sent again, and consumers ignore revisions that are not
 * newer.
 */
export async function lockCursor(
  tx: Tx,
  consumer: string,
  stream: string,
): Promise<(Position & { stateSize: number }) | null> {
  const { rows } = await sql<Position & { stateSize: number }>`/* planned */
    select c.stream, h.epoch, h.state_size as "stateSize", case when c.epoch = h.epoch then c.seq else 0 end as seq
    from consumer_cursor c join log_head h on h.stream = c.stream
    where c.consumer = ${consumer} and c.stream = ${stream}
    for update of c skip locked`.execute(tx);
  return rows[0] ?? null;
}

export async function moveCursor(tx: Tx, consumer: string, to: Position): Promise<void> {
  await sql`/* planned */
    update consumer_cursor set epoch = ${to.epoch}, seq = ${to.seq}, updated_at = app.now()
    where consumer = ${consumer} and stream = ${to.stream}`.execute(tx);
}

/** Puts a consumer's cursors at the head of each stream whose name ends in `suffix`. */
export async function placeCursors(db: DbOrTx, consumer: string, suffix: string): Promise<void> {
  await sql`
    insert into consumer_cursor (consumer, stream, epoch, seq)
    select ${consumer}, stream, epoch, size from log_head where stream like ${`%${suffix}`}
    on conflict (consumer, stream) do update set epoch = excluded.epoch, seq = excluded.seq,
      updated_at = app.now()`.execute(db);
}

/** Notes that a consumer passed a change without applying it. A later error replaces an earlier one. */
export async function putInQuarantine(tx: Tx, consumer: string, change: Position, error: string) {
  const { stream, epoch, seq } = change;
  await tx
    .insertInto("quarantine")
    .values({ consumer, stream, epoch, seq, error })
    .onConflict((c) => c.columns(["consumer", "stream", "epoch", "seq"]).doUpdateSet({ error }))
    .execute();
}

/**
 * Deletes a consumer's cursors and quarantined changes, so that it reads every change again. Used to rebuild
 * an index.
 */
export async function rewindConsumer(db: DbOrTx, consumer: string): Promise<void> {
  await db.deleteFrom("consumerCursor").where("consumer", "=", consumer).execute();
  await db.deleteFrom("quarantine").where("consumer", "=", consumer).execute();
}

/** Runs `work` under a savepoint. If `work` throws, undoes only its effects and returns the error. */
export async function attempt(tx: Tx, work: () => Promise<void>): Promise<{ error: unknown } | null> {
  await sql`savepoint attempt`.execute(tx);
  try {
    await work();
    await sql`release savepoint attempt`.execute(tx);
    return null;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx);
    await sql`release savepoint attempt`.execute(tx);
    return { error };
  }
}
