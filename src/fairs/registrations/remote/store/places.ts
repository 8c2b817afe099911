import { sql } from "kysely";
import type { Tx } from "../../../../../db/client.ts";

/** Kind of record by which the host tells an enterprise's city of the place in the waiting list. */
export const PLACE_KIND = "registrationPlace";

export type DuePlace = {
  id: string;
  fairId: string;
  place: number;
  /** The host, and the city of another node that is told. */
  city: string;
  receiver: string;
};

/**
 * Selects waiting registrations at own fairs whose place another node does not know, if a clause gives it the
 * place.
 */
export async function selectDuePlaces(tx: Tx): Promise<DuePlace[]> {
  const { rows } = await sql<DuePlace>`
    with fairs as (
      select id, host_city from fair where host_city in (select app.hosted_cities())
        and status in ('registration', 'published') and closes_at > (select app.now())),
    placed as (
      select r.id, r.fair_id, r.endorsing_city as receiver, f.host_city as city,
        (row_number() over (partition by r.fair_id order by r.waitlisted_at, r.id))::int as place
      from fairs f join fair_registration r on r.fair_id = f.id and r.status = 'waitlisted')
    select p.id, p.fair_id, p.place, p.city, p.receiver from placed p
    left join place_telling t on t.registration_id = p.id
    where p.receiver not in (select app.hosted_cities()) and t.place is distinct from p.place
      and app.gives(p.city, array[p.receiver], ${PLACE_KIND}, null)
    order by p.fair_id, p.place limit 200`.execute(tx);
  return rows;
}

/** Marks a place as told. Returns the version, or null if another process has just told it. */
export async function markPlaceTold(
  tx: Tx,
  { id, place }: Pick<DuePlace, "id" | "place">,
): Promise<number | null> {
  const { rows } = await sql<{ rev: number }>`
    insert into place_telling as t (registration_id, rev, place) values (${id}::uuid, 1, ${place})
    on conflict (registration_id) do update set rev = t.rev + 1, place = excluded.place
    where t.place <> excluded.place returning rev`.execute(tx);
  return rows[0]?.rev ?? null;
}

/**
 * Keeps a place that the host told, if it is newer. Returns false if the registration is none of this node
 * for that fair of that host.
 */
export async function writePlaceTold(
  tx: Tx,
  of: { id: string; home: string; rev: number; fairId: string; place: number },
): Promise<boolean> {
  const { rows } = await sql`
    with own as (
      select s.registration_id from sent_registration s join fair_registration r on r.id = s.registration_id
        join fair f on f.id = r.fair_id
      where r.id = ${of.id}::uuid and f.id = ${of.fairId}::uuid and f.host_city = ${of.home}),
    newer as (
      update sent_registration s set told_place = ${of.place}, told_place_rev = ${of.rev}
      from own where s.registration_id = own.registration_id and s.told_place_rev < ${of.rev})
    select 1 from own`.execute(tx);
  return rows.length > 0;
}
