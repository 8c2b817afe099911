import { sql } from "kysely";
import type { Db, Tx } from "../../../db/client.ts";

/** Stores an encrypted message until it is sent, for at most `lifeS` seconds. */
export async function putMessage(
  tx: Tx,
  message: { id: string; sealed: Buffer; lifeS: number; accountId?: string },
): Promise<void> {
  const { id, sealed, lifeS, accountId = null } = message;
  await sql`
    insert into message (id, sealed, account_id, expires_at)
    values (${id}, ${sealed}, ${accountId}, app.now() + make_interval(secs => ${lifeS}))`.execute(tx);
}

export async function takeMessage(db: Db, id: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from message where id = ${id} and expires_at > app.now()`.execute(db);
  return rows[0]?.sealed ?? null;
}

export async function dropMessage(db: Db, id: string): Promise<void> {
  await sql`delete from message where id = ${id}`.execute(db);
}

/** Deletes a person's queued messages. */
export async function dropMessagesTo(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from message where account_id = ${accountId}`.execute(tx);
}
