import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/**
 * SQL condition: the enterprise of the registration `r` still takes part in the fair or waits for a booth.
 */
export const IN_LINE = sql`r.status not in ('withdrawn', 'declined', 'refused')`;

/**
 * Counts of what a change of a fair touches. `waiting`: those of the enterprises that have no booth for
 * certain. `codes`: tickets that are not cancelled, `printed` those without an account.
 * `interviews`: booked interviews that the change cancels.
 */
export type Touched = {
  enterprises: number;
  waiting: number;
  codes: number;
  printed: number;
  interviews: number;
};

/**
 * Counts what a change of a fair touches. `hours` are the fair's hours after the change, null if it is
 * cancelled. The caller holds the fair's lock, so nobody books an interview or takes a ticket meanwhile.
 */
export async function countTouched(
  tx: Tx,
  fairId: string,
  hours: { opensAt: Date; closesAt: Date } | null,
): Promise<Touched> {
  const ends = hours ? sql`(i.starts_at < ${hours.opensAt} or i.ends_at > ${hours.closesAt})` : sql`true`;
  const { rows } = await sql<Touched>`
    select e.enterprises, e.waiting, t.codes, t.printed, (select count(*)::int from interview i
      where i.fair_id = ${fairId} and i.status = 'booked' and i.ends_at > app.now() and ${ends}) as interviews
    from (select count(*)::int as enterprises,
        count(*) filter (where r.status <> 'approved')::int as waiting
      from fair_registration r where r.fair_id = ${fairId} and ${IN_LINE}) e,
    (select count(*)::int as codes, count(*) filter (where account_id is null)::int as printed
      from fair_ticket where fair_id = ${fairId} and status <> 'cancelled') t`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("nothing was counted");
  return row;
}

/** Moves the deadlines of a fair's open offers to its close, if they are later. */
export async function capOffers(tx: Tx, fairId: string, closesAt: Date): Promise<void> {
  await sql`
    update fair_registration set offer_ends_at = ${closesAt}
    where fair_id = ${fairId} and status = 'offered' and offer_ends_at > ${closesAt}`.execute(tx);
}
