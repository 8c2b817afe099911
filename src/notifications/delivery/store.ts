import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import type { NoticeRow } from "../store.ts";
import { FRESH_HOURS } from "./rules.ts";

export type UndeliveredNotice = Omit<NoticeRow, "createdAt" | "readAt"> & {
  toId: string;
  /** True if the notice is younger than FRESH_HOURS, so that a letter or text message still makes sense. */
  fresh: boolean;
};

/** Locks and returns the oldest undelivered notices. Other processes skip them until the transaction ends. */
export async function lockUndelivered(tx: Tx, limit: number): Promise<UndeliveredNotice[]> {
  const { rows } = await sql<UndeliveredNotice>`
    select n.id, n.kind, n.to_kind, n.to_id, n.subject_kind, n.subject_id, n.params,
      n.created_at > (select app.now()) - make_interval(hours => ${FRESH_HOURS}) as fresh
    from notice n where n.handed_on_at is null and n.to_kind <> 'city'
    order by n.created_at, n.id limit ${limit} for update of n skip locked`.execute(tx);
  return rows;
}

export async function markDelivered(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update notice set handed_on_at = app.now() where id = any(${ids}::uuid[])`.execute(tx);
}
