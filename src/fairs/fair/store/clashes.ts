import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { type FairReader, readable } from "./fairs.ts";

export type Hours = { opensAt: Date; closesAt: Date };
/** Another fair at the same time. */
export type OtherFair = { fairId: string; title: string; opensAt: Date; closesAt: Date };
export type HallClash = OtherFair & { venueName: string; otherVenueName: string };
export type EnterpriseClash = OtherFair & { enterpriseId: string; enterpriseName: string };

/** SQL condition: the fair `f` is not over or cancelled, and its hours overlap those of the fair `mine`. */
const overlaps = (hours: Hours | null): RawBuilder<unknown> => sql`f.id <> mine.id
  and f.status in ('draft', 'registration', 'published') and f.closes_at > (select app.now())
  and mine.status in ('draft', 'registration', 'published')
  and tstzrange(f.opens_at, f.closes_at) && tstzrange(coalesce(${hours?.opensAt ?? null}::timestamptz, mine.opens_at),
    coalesce(${hours?.closesAt ?? null}::timestamptz, mine.closes_at))`;
const OTHER = sql`f.id as fair_id, f.title, f.opens_at, f.closes_at`;
const plain = (text: RawBuilder<unknown>) => sql`lower(regexp_replace(${text}, '\\s', '', 'g'))`;

/**
 * Selects the halls of a fair in which another fair takes place at the same time: in one city, with one name
 * or address. Only fairs that the reader may read. `hours` replace those of the fair.
 */
export async function selectHallClashes(
  db: DbOrTx,
  { actor, scope }: FairReader,
  { fairId, hours }: { fairId: string; hours: Hours | null },
): Promise<HallClash[]> {
  const { rows } = await sql<HallClash>`
    select v.name as venue_name, w.name as other_venue_name, ${OTHER}
    from fair mine join venue v on v.fair_id = mine.id join fair f on ${overlaps(hours)}
    join venue w on w.fair_id = f.id and w.city = v.city
      and (${plain(sql`w.name`)} = ${plain(sql`v.name`)} or ${plain(sql`w.address`)} = ${plain(sql`v.address`)})
    where mine.id = ${fairId} and ${readable(actor, scope)} order by v.ordinal, f.opens_at, f.id limit 50`.execute(
    db,
  );
  return rows;
}

/** Statuses in which an enterprise takes part in a fair, or may still get a booth. */
const TAKES_PART = sql`('submitted', 'recommended', 'waitlisted', 'offered', 'approved')`;

/**
 * Selects the enterprises of a fair that also take part in another fair at the same time, all or only those
 * of `enterprises`. Only fairs that the reader may read. `hours` replace those of the fair.
 */
export async function selectEnterpriseClashes(
  db: DbOrTx,
  { actor, scope }: FairReader,
  {
    fairId,
    hours,
    enterprises,
  }: { fairId: string; hours: Hours | null; enterprises: readonly string[] | null },
): Promise<EnterpriseClash[]> {
  const { rows } = await sql<EnterpriseClash>`
    select r.enterprise_id, e.name as enterprise_name, ${OTHER}
    from fair mine join fair_registration r on r.fair_id = mine.id and r.status in ${TAKES_PART}
    join shared.enterprise e on e.id = r.enterprise_id
    join fair_registration x on x.enterprise_id = r.enterprise_id and x.status in ${TAKES_PART}
    join fair f on f.id = x.fair_id and ${overlaps(hours)}
    where mine.id = ${fairId} and ${readable(actor, scope)}
      and (${enterprises}::uuid[] is null or r.enterprise_id = any(${enterprises}::uuid[]))
    order by e.name, f.opens_at, f.id limit 50`.execute(db);
  return rows;
}
