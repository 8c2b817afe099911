import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { Erasure, ErasureCounts } from "../schema.ts";

/**
 * SQL for the holders of a person's data who had to give it back: cities of other nodes by the ledger, and
 * receivers on this node by ended consents. There the data is out of sight at once.
 */
const heldBy = (personId: string) => sql`
  select md5(t.stream || ' ' || t.kind || ' ' || t.record_id)::uuid as id, t.kind, split_part(t.stream, '/', 3) as city,
    t.enterprise_id, t.asked_at, t.receipt_at as confirmed_at, t.deleted, false as here
  from told_record t where t.person_id = ${personId}::uuid and t.asked_at is not null
  union all
  select c.id, case c.purpose when 'matching' then 'candidate' else 'card' end, coalesce(e.home_city, c.receiver_id),
    e.id, c.ended_at, c.ended_at, null, true
  from shared.ended_consent c
  left join shared.enterprise e on c.receiver_kind = 'enterprise' and e.id::text = c.receiver_id
  where c.account_id = ${personId}::uuid and app.is_hosted(coalesce(e.home_city, c.receiver_id))`;

export type ErasureRow = Erasure & { at: string };

/**
 * Returns a person's erasures, newest first, after a position. `at` is the time of asking for the cursor.
 */
export async function selectErasures(
  db: DbOrTx,
  personId: string,
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<ErasureRow[]> {
  const { rows } = await sql<
    Omit<Erasure, "city" | "employer" | "askedAt" | "confirmedAt"> & {
      at: string;
      askedAt: Date;
      confirmedAt: Date | null;
      city: string;
      cityName: string;
      employer: string | null;
    }
  >`
    select h.id, h.kind, h.city, coalesce(d.name, h.city) as city_name, e.name as employer, h.asked_at, h.confirmed_at, h.deleted,
      h.here, h.asked_at::text as at
    from (${heldBy(personId)}) h left join division d on d.code = h.city
    left join shared.enterprise e on e.id = h.enterprise_id
    where ${after?.at ?? null}::timestamptz is null
      or (h.asked_at, h.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)
    order by h.asked_at desc, h.id desc limit ${limit}`.execute(db);
  return rows.map(({ askedAt, confirmedAt, city, cityName, ...row }) => ({
    ...row,
    city: { code: city, name: cityName },
    askedAt: askedAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
  }));
}

/** Returns how many cities and employers had to give data back, and how many of them have. */
export async function countHolders(db: DbOrTx, personId: string): Promise<ErasureCounts> {
  const { rows } = await sql<{
    cities: number;
    citiesDone: number;
    employers: number;
    employersDone: number;
  }>`
    with held as (${heldBy(personId)}),
    city as (select city, bool_and(confirmed_at is not null) as done from held group by city),
    employer as (
      select enterprise_id, bool_and(confirmed_at is not null) as done from held
      where enterprise_id is not null group by enterprise_id)
    select (select count(*)::int from city) as cities, (select count(*)::int from city where done) as cities_done,
      (select count(*)::int from employer) as employers,
      (select count(*)::int from employer where done) as employers_done`.execute(db);
  const { cities = 0, citiesDone = 0, employers = 0, employersDone = 0 } = rows[0] ?? {};
  return {
    cities: { confirmed: citiesDone, total: cities },
    employers: { confirmed: employersDone, total: employers },
  };
}
