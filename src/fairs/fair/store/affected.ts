import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

/**
 * SQL condition: the enterprise of the registration `r` still takes part in the fair or waits for a booth.
 */
export const IN_LINE = sql`r.status not in ('withdrawn', 'declined', 'refused')`;

/**
 * Selects the enterprises with a registration for one of the fairs that is neither withdrawn, declined nor
 * refused.
 */
export async function enterprisesInLine(
  tx: Tx,
  fairIds: readonly string[],
): Promise<{ fairId: string; enterpriseId: string }[]> {
  if (fairIds.length === 0) return [];
  const { rows } = await sql<{ fairId: string; enterpriseId: string }>`
    select r.fair_id, r.enterprise_id from fair_registration r
    where r.fair_id = any(${fairIds}::uuid[]) and ${IN_LINE}
    order by r.fair_id, r.id`.execute(tx);
  return rows;
}

/** SQL expression of type text: the hours of the fair `f`, the same for the same hours. */
const FAIR_HOURS = sql`extract(epoch from f.opens_at)::bigint || ' ' || extract(epoch from f.closes_at)::bigint`;

/** The same for the hours and the places of the venues. */
export const FAIR_PLAN = sql`${FAIR_HOURS} || ' ' || md5(coalesce((
  select jsonb_agg(jsonb_build_array(v.id, v.city, v.name, v.address) order by v.id)::text from venue v
  where v.fair_id = f.id), ''))`;

/** An enterprise of this node with a registration for a fair of another node that changed. */
export type ChangedAway = {
  fairId: string;
  title: string;
  enterpriseId: string;
  cancelled: boolean;
  plan: string;
};

/**
 * Selects the own enterprises that do not know yet that a fair of another node has other hours or
 * places, or was cancelled. Notes that they know now. A note without places was made by a former release.
 */
export async function takeChangedAway(tx: Tx, fairIds: readonly string[]): Promise<ChangedAway[]> {
  if (fairIds.length === 0) return [];
  const { rows } = await sql<ChangedAway>`
    with c as (
      select s.registration_id, f.id as fair_id, f.title, r.enterprise_id, f.status = 'cancelled' as cancelled,
        ${FAIR_PLAN} as plan, s.fair_hours is distinct from ${FAIR_HOURS} as moved
      from sent_registration s join fair_registration r on r.id = s.registration_id join fair f on f.id = r.fair_id
      where f.id = any(${[...fairIds]}::uuid[]) and ${IN_LINE} and not app.is_hosted(f.host_city)
        and (f.status = 'cancelled' or s.fair_hours is distinct from ${FAIR_PLAN})),
    noted as (
      update sent_registration s set fair_hours = c.plan from c where s.registration_id = c.registration_id)
    select fair_id, title, enterprise_id, cancelled, plan from c
    where cancelled or moved order by fair_id, enterprise_id`.execute(tx);
  return rows;
}

/** A person of this node with a ticket for a fair of another node that moved. */
export type MovedAway = { id: string; accountId: string; title: string; plan: string };

/**
 * Selects the holders of tickets who do not know yet that a fair of another node has other hours or places.
 * Notes that they know now.
 */
export async function takeMovedHolders(tx: Tx, fairIds: readonly string[]): Promise<MovedAway[]> {
  if (fairIds.length === 0) return [];
  const { rows } = await sql<MovedAway>`
    with c as (
      select t.id, t.account_id, f.title, ${FAIR_PLAN} as plan, t.known_plan
      from fair_ticket t join fair f on f.id = t.fair_id
      where f.id = any(${[...fairIds]}::uuid[]) and not app.is_hosted(f.host_city) and t.account_id is not null
        and f.status in ('registration', 'published') and t.status in ('asked', 'valid', 'waiting')
        and t.known_plan is distinct from ${FAIR_PLAN}),
    noted as (update fair_ticket t set known_plan = c.plan from c where t.id = c.id)
    select id, account_id, title, plan from c where known_plan is not null order by id`.execute(tx);
  return rows;
}

export type ExhibitorDue = { fairId: string; title: string; enterpriseId: string; cause: string };

/**
 * Selects approved registrations for published fairs that open in 2 to 24 hours, unless the enterprise
 * already got the reminder for this opening time. Fairs of other nodes count for own enterprises alone.
 */
export async function exhibitorsDue(db: DbOrTx, limit: number): Promise<ExhibitorDue[]> {
  const { rows } = await sql<ExhibitorDue>`
    select f.id as fair_id, f.title, r.enterprise_id, c.cause
    from fair f join fair_registration r on r.fair_id = f.id and r.status = 'approved'
    cross join lateral (select 'fair:' || f.id || ':tomorrow:' || extract(epoch from f.opens_at)::bigint as cause) c
    where f.status = 'published' and f.opens_at > (select app.now()) + interval '2 hours'
      and f.opens_at <= (select app.now()) + interval '24 hours' and (f.host_city in (select app.hosted_cities())
        or exists (select from sent_registration s where s.registration_id = r.id))
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'enterprise'
        and n.to_id = r.enterprise_id::text and n.cause = c.cause)
    order by f.id, r.id limit ${limit}`.execute(db);
  return rows;
}

/** Selects the tickets for an own fair that belong to an account here and are not cancelled. */
export async function holdersOf(db: DbOrTx, fairId: string): Promise<{ id: string; accountId: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select t.id, t.account_id from fair_ticket t
    where t.fair_id = ${fairId} and t.account_id is not null and t.told_rev is null and t.status <> 'cancelled' order by t.id`.execute(
    db,
  );
  return rows;
}

/**
 * Counts of what a change of a fair touches. `waiting`: those of the enterprises that have no booth for
 * certain. `codes`: tickets that are not cancelled, `printed` those without an account.
 * `interviews`: booked interviews that the change cancels.
 */
export type Touched = {
  enterprises: number;
  waiting: number;
  codes: number;
  printed: number;
  interviews: number;
};

/**
 * Counts what a change of a fair touches. `hours` are the fair's hours after the change, null if it is
 * cancelled. The caller holds the fair's lock, so nobody books an interview or takes a ticket meanwhile.
 */
export async function countTouched(
  tx: Tx,
  fairId: string,
  hours: { opensAt: Date; closesAt: Date } | null,
): Promise<Touched> {
  const ends = hours ? sql`(i.starts_at < ${hours.opensAt} or i.ends_at > ${hours.closesAt})` : sql`true`;
  const { rows } = await sql<Touched>`
    select e.enterprises, e.waiting, t.codes, t.printed, (select count(*)::int from interview i
      where i.fair_id = ${fairId} and i.status = 'booked' and i.ends_at > app.now() and ${ends}) as interviews
    from (select count(*)::int as enterprises,
        count(*) filter (where r.status <> 'approved')::int as waiting
      from fair_registration r where r.fair_id = ${fairId} and ${IN_LINE}) e,
    (select count(*)::int as codes, count(*) filter (where account_id is null)::int as printed
      from fair_ticket where fair_id = ${fairId} and status <> 'cancelled') t`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("nothing was counted");
  return row;
}

/** Moves the deadlines of a fair's open offers to its close, if they are later. */
export async function capOffers(tx: Tx, fairId: string, closesAt: Date): Promise<void> {
  await sql`
    update fair_registration set offer_ends_at = ${closesAt}
    where fair_id = ${fairId} and status = 'offered' and offer_ends_at > ${closesAt}`.execute(tx);
}
