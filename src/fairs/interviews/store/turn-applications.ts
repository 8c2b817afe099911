import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

export type DueApplication = {
  turnId: string;
  personId: string;
  applicationId: string;
  /** The enterprise's city at another node. */
  receiver: string;
};

/**
 * Selects turns of own people at booths of other nodes' enterprises. Each comes with the person's newest
 * application there that shows the name, unless the enterprise's city knows it.
 */
export async function selectDueApplications(tx: Tx): Promise<DueApplication[]> {
  const { rows } = await sql<DueApplication>`/* planned */
    with turns as (
      select id, registration_id, person_id from told_meeting where kind = 'queueTurn'
      union all
      select q.id, q.registration_id, q.account_id from fair f join queue_entry q on q.fair_id = f.id
      where f.host_city in (select app.hosted_cities()) and f.status = 'published'
        and f.closes_at > (select app.now()) - interval '1 day' and q.account_id is not null)
    select t.id as turn_id, t.person_id, a.id as application_id, r.endorsing_city as receiver
    from turns t join fair_registration r on r.id = t.registration_id join fair f on f.id = r.fair_id
    cross join lateral (
      select a.id from shared.application a join shared.card k on k.consent_id = a.consent_id
      where a.account_id = t.person_id and a.enterprise_id = r.enterprise_id and 'callName' = any(k.fields)
      order by a.created_at desc, a.id limit 1) a
    left join turn_application_telling l on l.turn_id = t.id
    where r.endorsing_city not in (select app.hosted_cities()) and f.status = 'published'
      and f.closes_at > (select app.now()) - interval '1 day' and app.away_city(t.person_id) is null
      and l.application_id is distinct from a.id
    order by t.id limit 200`.execute(tx);
  return rows;
}

/** Marks it as told. Returns the version, or null if another process has just told it. */
export async function markApplicationTold(
  tx: Tx,
  { turnId, applicationId }: Pick<DueApplication, "turnId" | "applicationId">,
): Promise<number | null> {
  const { rows } = await sql<{ rev: number }>`
    insert into turn_application_telling as t (turn_id, application_id, rev)
    values (${turnId}::uuid, ${applicationId}::uuid, 1)
    on conflict (turn_id) do update set rev = t.rev + 1, application_id = excluded.application_id
    where t.application_id <> excluded.application_id returning rev`.execute(tx);
  return rows[0]?.rev ?? null;
}

/** Keeps which application belongs to a turn, if that is newer. Another city's word changes nothing. */
export async function putTurnApplication(
  tx: Tx,
  { id, home, rev, applicationId }: { id: string; home: string; rev: number; applicationId: string },
): Promise<void> {
  await sql`
    insert into turn_application as t (turn_id, home_city, application_id, rev)
    values (${id}::uuid, ${home}, ${applicationId}::uuid, ${rev})
    on conflict (turn_id) do update set application_id = excluded.application_id, rev = excluded.rev
    where t.home_city = excluded.home_city and t.rev < excluded.rev`.execute(tx);
}

/** Deletes what a city told. */
export async function deleteTurnApplications(
  tx: Tx,
  home: string,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from turn_application where home_city = ${home} and turn_id = any(${[...ids]}::uuid[])
    returning turn_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Returns true if a clause in force gives another city which applications belong to turns. */
export async function givesTurnApplications(
  db: DbOrTx,
  { city, receiver }: { city: string; receiver: string },
): Promise<boolean> {
  const { rows } = await sql<{ gives: boolean }>`
    select app.gives(${city}, array[${receiver}::text], 'turnApplication', null) as gives`.execute(db);
  return rows[0]?.gives ?? false;
}
