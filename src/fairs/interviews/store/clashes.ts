import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";

type Engagement = "entry" | "interview";
export type OwnClash = {
  kind: Engagement;
  at: Date;
  otherKind: Engagement;
  otherAt: Date;
  otherFairId: string;
  otherTitle: string;
};

/**
 * Selects the person's entry times and booked interviews at a fair that start less than an hour from one at
 * another fair. A ticket without an entry slot counts from the opening; one for taking part online has no
 * entry.
 */
export async function selectOwnClashes(db: DbOrTx, fairId: string, accountId: string): Promise<OwnClash[]> {
  const { rows } = await sql<OwnClash>`
    with mine as (
      select t.fair_id, 'entry' as kind, coalesce(s.starts_at, f.opens_at) as at
      from fair_ticket t join fair f on f.id = t.fair_id left join fair_slot s on s.id = t.slot_id
      where t.account_id = ${accountId} and t.status <> 'cancelled' and t.venue_id is not null
        and f.status = 'published' and f.closes_at > (select app.now())
      union all
      select i.fair_id, 'interview', i.starts_at from interview i join fair f on f.id = i.fair_id
      where i.account_id = ${accountId} and i.status = 'booked' and i.ends_at > (select app.now())
        and f.status = 'published')
    select a.kind, a.at, b.kind as other_kind, b.at as other_at, b.fair_id as other_fair_id, f.title as other_title
    from mine a join mine b on b.fair_id <> a.fair_id and b.at > a.at - interval '1 hour' and b.at < a.at + interval '1 hour'
    join fair f on f.id = b.fair_id where a.fair_id = ${fairId} order by a.at, b.at, b.fair_id limit 20`.execute(
    db,
  );
  return rows;
}
