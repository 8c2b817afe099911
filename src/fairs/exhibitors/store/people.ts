import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { APPLIED, EVENT_OF_FAIR, PERSON } from "../../fair/index.ts";
import { BROUGHT_BY } from "../../registrations/index.ts";

export type PeopleOfCity = { tickets: number; entered: number; applications: number; confirmed: number };

/**
 * Counts what residents of a city did at a fair: tickets, people who entered, applications, and applications
 * whose start the person confirmed.
 */
export async function countPeople(db: DbOrTx, fairId: string, city: string): Promise<PeopleOfCity> {
  const { rows } = await sql<PeopleOfCity>`
    select t.tickets, t.entered, a.applications, a.confirmed from
      (select count(*) filter (where t.status <> 'cancelled')::int as tickets,
          count(distinct ${PERSON}) filter (where t.entered_at is not null)::int as entered
        from fair_ticket t join shared.residence h on h.account_id = t.account_id
        where t.fair_id = ${fairId} and h.city = ${city}) t,
      (select count(*)::int as applications, count(*) filter (where a.status = 'confirmed')::int as confirmed
        from fair f join fair_registration r on r.fair_id = f.id
        join fair_registration_posting rp on rp.registration_id = r.id
        join shared.application a on a.posting_id = rp.posting_id and ${APPLIED}
        join shared.residence h on h.account_id = a.account_id
        where f.id = ${fairId} and h.city = ${city}) a`.execute(db);
  return rows[0] ?? { tickets: 0, entered: 0, applications: 0, confirmed: 0 };
}

/**
 * Writes what these fairs show and these registrations bring to their events, as the rows say now. Locks the
 * rows first, so that it never repeats an older state over one that a verb is just writing.
 */
export async function projectFairs(
  tx: Tx,
  { fairs, registrations }: Record<"fairs" | "registrations", readonly string[]>,
): Promise<void> {
  await sql`select 1 from fair where id = any(${fairs}::uuid[]) order by id for share`.execute(tx);
  await sql`select 1 from fair_registration where id = any(${registrations}::uuid[]) order by id for share`.execute(
    tx,
  );
  await sql`select ${EVENT_OF_FAIR} from fair c where c.id = any(${fairs}::uuid[])`.execute(tx);
  await sql`select ${BROUGHT_BY} from fair_registration c where c.id = any(${registrations}::uuid[])`.execute(
    tx,
  );
}
