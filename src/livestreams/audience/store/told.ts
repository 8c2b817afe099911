import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { AudiencePayload } from "../told/schema.ts";

/**
 * Selects the own city that tells the figures of a copy, and the name of the agreement. Undefined for an own
 * livestream. One city of the node speaks for all its viewers.
 */
export async function selectTeller(
  tx: Tx,
  livestreamId: string,
): Promise<{ city: string; agreement: string } | undefined> {
  const { rows } = await sql<{ city: string; agreement: string }>`
    select coalesce((select o.city from livestream_told_audience o where o.livestream_id = l.id and app.is_hosted(o.city)), (
        select ac.city from agreement_city ac
        where ac.agreement_id = l.agreement_id and app.is_hosted(ac.city) and ac.joined_on <= (select app.today())
          and (ac.left_on is null or ac.left_on > (select app.today())) order by ac.city limit 1)) as city,
      app.agreement_reference(l.agreement_id) as agreement
    from livestream l where l.id = ${livestreamId}::uuid and not app.is_hosted(l.home_city)`.execute(tx);
  const row = rows[0];
  return row?.city ? row : undefined;
}

/** Writes the figures that an own city tells. Undefined if they are those of the last version. */
export async function writeTold(
  tx: Tx,
  { id, city, figures }: { id: string; city: string; figures: AudiencePayload },
): Promise<{ id: string; rev: number } | undefined> {
  const { rows } = await sql<{ id: string; rev: number }>`
    insert into livestream_told_audience as a (id, livestream_id, city, rev, figures)
    values (${id}::uuid, ${figures.livestreamId}::uuid, ${city}, 1, ${JSON.stringify(figures)}::jsonb)
    on conflict (livestream_id, city) do update set rev = a.rev + 1, figures = excluded.figures, told_at = app.now()
    where a.figures <> excluded.figures
    returning id, rev`.execute(tx);
  return rows[0];
}

export type ToldRow = { city: string; name: string; figures: AudiencePayload };

/**
 * Returns SQL of the figures that the cities of other nodes tell of a livestream: cities of the agreement
 * whose clause gives them to its home. Cities of this node count here, so theirs are left out.
 */
const toldBy = (livestreamId: string): RawBuilder<ToldRow> => sql<ToldRow>`
  select a.city, d.name, a.figures from livestream_told_audience a join livestream l on l.id = a.livestream_id
  join division d on d.code = a.city join agreement_city ac on ac.agreement_id = l.agreement_id and ac.city = a.city
  where a.livestream_id = ${livestreamId}::uuid and app.is_hosted(l.home_city) and not app.is_hosted(a.city)
    and app.gives(a.city, array[l.home_city], 'livestreamAudience', null)`;

/** Selects the figures of `toldBy`, by city. */
export async function selectToldFigures(db: DbOrTx, livestreamId: string): Promise<ToldRow[]> {
  const { rows } = await sql<ToldRow>`${toldBy(livestreamId)} order by a.city`.execute(db);
  return rows;
}

/** Returns SQL of the people whom the nodes of other cities counted. Columns: city, name, people. */
export const toldPeople = (livestreamId: string): RawBuilder<unknown> => sql`
  select x.city, x.name,
    (x.figures -> 'people' ->> 'picture')::int + (x.figures -> 'people' ->> 'text')::int as people
  from (${toldBy(livestreamId)}) x`;
