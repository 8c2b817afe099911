import { sql } from "kysely";
import type { RequestContext, Services } from "../../src/platform/context.ts";
import { openDoors, ticketsFor } from "../factories/fairs.ts";

/**
 * Creates a fair that opened at midnight of a month in Shanghai, and returns its id. One of its three entry
 * codes came in. Two of its interviews were held, one was missed. `first` is the month's first day.
 */
export async function heldFair(services: Services, host: RequestContext, first: string): Promise<string> {
  const { db } = services;
  const fair = await openDoors(services, host);
  const [ticket] = await ticketsFor(services, fair, { count: 3 });
  const opensAt = new Date(`${first}T00:00:00+08:00`);
  const days = (n: number) => new Date(opensAt.getTime() + n * 86_400_000);
  const times = {
    registrationOpensAt: days(-30),
    registrationClosesAt: days(-10),
    opensAt,
    closesAt: days(1),
  };
  await db.updateTable("fair").set(times).where("id", "=", fair.id).execute();
  await db
    .updateTable("fairTicket")
    .set({ enteredAt: opensAt })
    .where("id", "=", ticket?.id ?? "")
    .execute();
  await sql`
    with r as (select r.id, rp.posting_id from fair_registration r
        join fair_registration_posting rp on rp.registration_id = r.id where r.fair_id = ${fair.id} limit 1),
      s as (insert into interview_slot (id, fair_id, registration_id, recruiter, starts_at, ends_at, kind, capacity)
        select gen_random_uuid(), ${fair.id}, r.id, 1, ${opensAt}, ${days(1)}, 'group', 9 from r returning *),
      p as (select id, row_number() over (order by id) as n from person limit 4)
    insert into interview (id, fair_id, registration_id, slot_id, starts_at, ends_at, capacity, seat, person_id, ticket_id,
      posting_id, remote, status)
    select gen_random_uuid(), ${fair.id}, r.id, s.id, s.starts_at, s.ends_at, 9, p.n, p.id, ${ticket?.id}, r.posting_id, false,
      case p.n when 1 then 'noShow' when 2 then 'booked' else 'done' end from r, s, p`.execute(db);
  return fair.id;
}
