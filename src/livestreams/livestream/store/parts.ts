import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { LivestreamRole } from "../../../../db/schema/index.ts";

/**
 * Returns the id of the agreement for a city's livestream: an agreement in force that shares livestreams,
 * with this slug and id if they are given. Otherwise the first of the city's agreements.
 */
export async function agreementFor(
  tx: Tx,
  city: string,
  { slug, id }: { slug: string | null; id: string | null },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select a.id from agreement a where a.id in (select id from app.visible_agreements(${city}, null, 'livestream') as v(id))
      and (${slug}::text is null or a.slug = ${slug}) and (${id}::uuid is null or a.id = ${id}::uuid)
    order by a.ordinal limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Selects the codes of the cities that are members of the agreement today. */
export async function citiesOfAgreement(tx: Tx, agreementId: string): Promise<Set<string>> {
  const { rows } = await sql<{ city: string }>`
    select city from agreement_city where agreement_id = ${agreementId}
      and joined_on <= app.today() and (left_on is null or left_on > app.today())`.execute(tx);
  return new Set(rows.map((row) => row.city));
}

export type OrganisingCity = { city: string; role: LivestreamRole };

/** Replaces the cities that organise a livestream. */
export async function replaceCities(
  tx: Tx,
  livestreamId: string,
  cities: readonly OrganisingCity[],
): Promise<void> {
  await sql`delete from livestream_city where livestream_id = ${livestreamId}`.execute(tx);
  await sql`
    insert into livestream_city (livestream_id, city, role)
    select ${livestreamId}::uuid, n.city, n.role from ${rowList(cities, { city: "text", role: "text" })}`.execute(
    tx,
  );
}

export type Presenter = {
  name: string;
  enterpriseId: string | null;
  union: string | null;
  permit: string | null;
  permitUntil: string | null;
};

/** Replaces the presenters of a livestream, in the given order. */
export async function replacePresenters(
  tx: Tx,
  livestreamId: string,
  presenters: readonly Presenter[],
): Promise<void> {
  await sql`delete from livestream_presenter where livestream_id = ${livestreamId}`.execute(tx);
  if (presenters.length === 0) return;
  const columns = {
    name: "text",
    enterpriseId: "uuid",
    union: "text",
    permit: "text",
    permitUntil: "date",
  } as const;
  await sql`
    insert into livestream_presenter (livestream_id, ordinal, name, enterprise_id, union_name, permit, permit_until)
    select ${livestreamId}::uuid, n.nth - 1, n.name, n."enterpriseId", n."union", n.permit, n."permitUntil"
    from ${rowList(presenters, columns)}`.execute(tx);
}

/**
 * Counts how many of these enterprises are verified and have their home in a city that organises the
 * livestream's agreement.
 */
export async function countEmployers(
  tx: Tx,
  agreementId: string,
  enterpriseIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from shared.enterprise e
    where e.id = any(${enterpriseIds}::uuid[]) and e.status = 'verified' and e.home_city in (
      select ac.city from agreement_city ac where ac.agreement_id = ${agreementId}
        and ac.joined_on <= app.today() and (ac.left_on is null or ac.left_on > app.today()))`.execute(tx);
  return rows[0]?.n ?? 0;
}

export type FairBeside = { id: string; agreementId: string; venues: string[] };

/** Selects an announced fair that is not over, with the ids of its venues. Returns undefined for another. */
export async function selectFairBeside(db: DbOrTx, fairId: string): Promise<FairBeside | undefined> {
  const { rows } = await sql<FairBeside>`
    select f.id, f.agreement_id, array(select v.id from shared.venue v where v.fair_id = f.id)::text[] as venues
    from shared.fair f where f.id = ${fairId} and f.status in ('registration', 'published')`.execute(db);
  return rows[0];
}

export type PermitRow = { permit: string | null; permitEnded: boolean; permitCovers: boolean };

/** Selects how far the permits of a livestream's presenters are valid. `endsAt`: its planned end. */
export async function selectPermits(
  db: DbOrTx,
  { id, endsAt }: { id: string; endsAt: Date },
): Promise<PermitRow[]> {
  const { rows } = await sql<PermitRow>`
    select r.permit, coalesce(r.permit_until < app.today(), false) as permit_ended,
      coalesce(r.permit_until >= (${endsAt}::timestamptz at time zone 'Asia/Shanghai')::date, false) as permit_covers
    from livestream_presenter r where r.livestream_id = ${id} order by r.ordinal`.execute(db);
  return rows;
}

/** Returns the name of an agreement that is the same on every node. */
export async function agreementReference(tx: Tx, agreementId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select app.agreement_reference(${agreementId}::uuid) as name`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the agreement is gone");
  return row.name;
}
