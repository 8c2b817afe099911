import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

/** The state that is being taken of a log: its signed manifest, and how many parts are applied. */
export type Taking = { manifest: string; partsTaken: number };

/** Returns the state that is being taken of a stream, or null. */
export async function selectTaking(db: DbOrTx, stream: string): Promise<Taking | null> {
  const { rows } = await sql<{ manifest: string | null; partsTaken: number }>`
    select manifest, parts_taken as "partsTaken" from followed_log where stream = ${stream}`.execute(db);
  const [row] = rows;
  return row?.manifest ? { manifest: row.manifest, partsTaken: row.partsTaken } : null;
}

/** Notes that a state is taken from its first part on. */
export async function noteTaking(tx: Tx, stream: string, of: { manifest: string; size: number }) {
  await sql`
    update followed_log set manifest = ${of.manifest}, parts_taken = 0, state = 'resyncing', home_size = greatest(home_size, ${of.size})
    where stream = ${stream} and state <> 'frozen'`.execute(tx);
}

/** Notes one part more. Returns false unless it is the next one of this state. */
export async function noteTaken(
  tx: Tx,
  stream: string,
  { manifest, part }: { manifest: string; part: number },
): Promise<boolean> {
  const { rows } = await sql<{ stream: string }>`
    update followed_log set parts_taken = parts_taken + 1, exchanged_at = app.now(), failures = 0, fault = null, retry_at = null
    where stream = ${stream} and manifest = ${manifest} and parts_taken = ${part} returning stream`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Ends the taking of a state. Returns false if this state was not being taken. */
export async function endTaking(tx: Tx, stream: string, manifest: string): Promise<boolean> {
  const { rows } = await sql<{ stream: string }>`
    update followed_log set manifest = null, parts_taken = 0
    where stream = ${stream} and manifest = ${manifest} returning stream`.execute(tx);
  return rows.length > 0;
}

/** Drops the state that is being taken, because the log began a new epoch. */
export async function dropTaking(tx: Tx, stream: string): Promise<void> {
  await sql`update followed_log set manifest = null, parts_taken = 0 where stream = ${stream}`.execute(tx);
}
