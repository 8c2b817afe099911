import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Retention } from "../../../platform/housekeeping/store.ts";

export type Reserver = { livestreamId: string; accountId: string };

/** Inserts a reservation with the start that the person knows. Returns false if there is one. */
export async function insertReservation(tx: Tx, { livestreamId, accountId }: Reserver): Promise<boolean> {
  const { rows } = await sql`
    insert into livestream_reservation (livestream_id, account_id, starts_at)
    select l.id, ${accountId}::uuid, l.starts_at from livestream l where l.id = ${livestreamId}
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Deletes a reservation. Returns false without one. */
export async function deleteReservation(tx: Tx, { livestreamId, accountId }: Reserver): Promise<boolean> {
  const { rows } = await sql`
    delete from livestream_reservation where livestream_id = ${livestreamId} and account_id = ${accountId}
    returning 1`.execute(tx);
  return rows.length > 0;
}

export async function hasReservation(db: DbOrTx, { livestreamId, accountId }: Reserver): Promise<boolean> {
  const { rows } = await sql`
    select 1 from livestream_reservation
    where livestream_id = ${livestreamId} and account_id = ${accountId}`.execute(db);
  return rows.length > 0;
}

/** Retention: reservations, thirty days after the planned end of their livestream. */
export const retention: readonly Retention[] = [
  {
    table: "livestream_reservation",
    key: ["livestream_id", "account_id"],
    past: sql`livestream_id in (
      select l.id from livestream l where l.ends_at < (select app.now()) - interval '30 days')`,
  },
];
