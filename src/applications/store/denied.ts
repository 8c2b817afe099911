import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Actor } from "../../platform/core/actor.ts";

export type DeniedRow = {
  id: string;
  reference: string;
  posting: string;
  enterpriseId: string;
  enterprise: string;
  phone: string | null;
  startedOn: string;
  deniedAt: Date;
  /** `deniedAt` as text, to the microsecond. */
  key: string;
};

/** SQL for the denied starts of postings of the actor's cities, or of its counties. */
const deniedFor = (actor: Actor) => {
  const offices = actor.kind === "account" ? actor.offices : [];
  const [cities, counties] = [offices.map((o) => o.city), offices.map((o) => o.county)];
  return sql`application a join shared.posting p on p.id = a.posting_id
    join shared.employer e on e.id = a.enterprise_id
  where a.start_denied_at is not null and a.home_city = any (${cities}::text[])
    and exists (select 1 from unnest(${cities}::text[], ${counties}::text[]) as o(city, county)
      where o.city = a.home_city and (o.county is null or o.county = p.county))`;
};

export async function selectDeniedStarts(
  db: DbOrTx,
  actor: Actor,
  of: { after: { key: string; id: string } | null; limit: number },
): Promise<DeniedRow[]> {
  const { rows } = await sql<DeniedRow>`
    select a.id, a.reference, p.title as posting, e.id as enterprise_id, e.name as enterprise,
      coalesce(p.contact_phone, e.contact_phone) as phone, a.started_on, a.start_denied_at as denied_at,
      a.start_denied_at::text as key
    from ${deniedFor(actor)} and (${of.after?.id ?? null}::uuid is null
      or (a.start_denied_at, a.id) > (${of.after?.key ?? null}::timestamptz, ${of.after?.id ?? null}::uuid))
    order by a.start_denied_at, a.id limit ${of.limit}`.execute(db);
  return rows;
}

export async function countDenied(db: DbOrTx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${deniedFor(actor)}`.execute(db);
  return rows[0]?.n ?? 0;
}
