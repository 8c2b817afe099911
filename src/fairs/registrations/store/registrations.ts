import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database, EnterpriseStatus, FairStatus } from "../../../../db/schema/index.ts";
import { bringToEvent, takeFromEvent } from "../../../event-visibility/index.ts";

type Table = Database["fairRegistration"];
export type Registration = Selectable<Table>;
export type RegistrationChange = Omit<Updateable<Table>, "rev" | "updatedAt">;

/** A locked registration, with the data of its fair and enterprise that decisions about it need. */
export type LockedRegistration = Registration & {
  now: Date;
  hostCity: string;
  agreementId: string;
  fairStatus: FairStatus;
  opensAt: Date;
  closesAt: Date;
  offerHours: number;
  enterpriseStatus: EnterpriseStatus;
  enterpriseCounty: string | null;
  /** True if the fair has a free booth. If false, placement does not search for one. */
  hasFreeBooth: boolean;
  /** True unless another node hosts the fair's city, or the city that recommends the registration. */
  hostedHere: boolean;
  endorsedHere: boolean;
};

const COLUMNS_OF_ROW = sql`r.id, r.reference, r.fair_id, r.enterprise_id, r.endorsing_city, r.status, r.venue_wishes,
  r.wish_note, r.recruiters, r.contact_name, r.contact_phone, r.reason, r.recommended_by, r.recommended_at, r.decided_by,
  r.decided_at, r.waitlisted_at, r.offer_ends_at, r.hidden_at, r.rev, r.created_at, r.updated_at`;
const LOCKED = sql`${COLUMNS_OF_ROW}, exists (select 1 from booth b where b.fair_id = r.fair_id and b.registration_id is null
    and not b.closed) as has_free_booth, app.now() as now, f.host_city, f.agreement_id, f.status as fair_status, f.opens_at, f.closes_at, f.offer_hours,
  app.is_hosted(f.host_city) as hosted_here, app.is_hosted(r.endorsing_city) as endorsed_here,
  e.status as enterprise_status, case when r.endorsing_city = e.home_city then e.county end as enterprise_county`;
export const FROM = sql`fair_registration r join fair f on f.id = r.fair_id
  join shared.enterprise e on e.id = r.enterprise_id`;

/** SQL condition: this node hosts the city whose fair `f` is. */
const HOSTED = sql`f.host_city in (select app.hosted_cities())`;
/** SQL condition: the fair `f` is announced and not over. */
const GOES_ON = sql`f.status in ('registration', 'published') and f.closes_at > (select app.now())`;

/** Locks a registration and returns it. Returns undefined if there is none. */
export async function lockRegistration(tx: Tx, id: string): Promise<LockedRegistration | undefined> {
  const { rows } = await sql<LockedRegistration>`/* planned */
    select ${LOCKED} from ${FROM} where r.id = ${id} for update of r`.execute(tx);
  return rows[0];
}

/**
 * Locks a registration and records the command `claim`, in one statement. `fresh` is false if the command was
 * recorded before or has no id.
 */
export async function lockForCommand(
  tx: Tx,
  id: string,
  claim: RawBuilder<unknown>,
): Promise<(LockedRegistration & { fresh: boolean }) | undefined> {
  const { rows } = await sql<LockedRegistration & { fresh: boolean }>`/* planned */
    with claimed as (${claim})
    select ${LOCKED}, exists (select 1 from claimed) as fresh from ${FROM} where r.id = ${id} for update of r`.execute(
    tx,
  );
  return rows[0];
}

/**
 * Locks the registration that has been on the waiting list of a coming or running fair longest. Skips those
 * that another transaction has locked, those of the endorsing cities `cities`, enterprises that are not
 * verified, and fairs of other nodes.
 */
export async function lockFirstWaiting(
  tx: Tx,
  fairId: string,
  cities: readonly string[],
): Promise<LockedRegistration | undefined> {
  const { rows } = await sql<LockedRegistration>`
    select ${LOCKED} from ${FROM}
    where r.fair_id = ${fairId} and r.status = 'waitlisted' and e.status = 'verified' and ${GOES_ON} and ${HOSTED}
      and not r.endorsing_city = any(${cities}::text[])
    order by r.waitlisted_at, r.id limit 1 for update of r skip locked`.execute(tx);
  return rows[0];
}

export async function insertRegistration(tx: Tx, row: Insertable<Table>): Promise<boolean> {
  const made = await tx
    .insertInto("fairRegistration")
    .values(row)
    .onConflict((conflict) => conflict.columns(["fairId", "enterpriseId"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}

const BROUGHT = bringToEvent("fair", sql`c.fair_id`, {
  enterprise: sql`c.enterprise_id`,
  postings: sql`array(select posting_id from fair_registration_posting where registration_id = c.id)`,
});
const TAKEN = takeFromEvent("fair", sql`c.fair_id`, sql`c.enterprise_id`);
/**
 * SQL expression of type void over the registration `c`. If it is approved, it adds enterprise and postings
 * to those that the readers of the fair's agreement may see; else it removes them.
 */
export const BROUGHT_BY = sql`case when c.status = 'approved' then ${BROUGHT} else ${TAKEN} end`;

/**
 * Updates a registration, and in the same statement what its enterprise brings to the fair. Returns the new
 * revision. The caller must write the postings before.
 */
export async function updateRegistration(tx: Tx, id: string, change: RegistrationChange): Promise<number> {
  const changed = tx
    .updateTable("fairRegistration")
    .set({ ...change, rev: sql`rev + 1`, updatedAt: sql`app.now()` })
    .where("id", "=", id)
    .returning(["id", "fairId", "enterpriseId", "status", "rev"]);
  const { rows } = await sql<{ rev: number }>`
    with c as (${changed}) select c.rev, ${BROUGHT_BY} from c`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the registration is gone");
  return row.rev;
}

export async function findRegistration(
  db: DbOrTx,
  fairId: string,
  enterpriseId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("fairRegistration")
    .select("id")
    .where("fairId", "=", fairId)
    .where("enterpriseId", "=", enterpriseId)
    .executeTakeFirst();
  return row?.id;
}

/**
 * Replaces the postings of a registration. Writes nothing and returns false if one is not a live posting of
 * the enterprise.
 */
export async function putPostings(
  tx: Tx,
  { id, enterpriseId }: { id: string; enterpriseId: string },
  postingIds: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(postingIds)];
  const { rows } = await sql<{ n: number }>`/* planned */
    select count(*)::int as n from shared.posting where id = any(${wanted}::uuid[]) and enterprise_id = ${enterpriseId}
      and status = 'published' and expires_at > (select app.now())`.execute(tx);
  if (rows[0]?.n !== wanted.length) return false;
  await sql`/* planned */
    delete from fair_registration_posting where registration_id = ${id} and not posting_id = any(${wanted}::uuid[])`.execute(
    tx,
  );
  await sql`/* planned */
    insert into fair_registration_posting (registration_id, posting_id)
    select ${id}::uuid, unnest(${wanted}::uuid[]) on conflict do nothing`.execute(tx);
  return true;
}

export async function venuesOf(tx: Tx, fairId: string): Promise<Set<string>> {
  const rows = await tx.selectFrom("venue").select("id").where("fairId", "=", fairId).execute();
  return new Set(rows.map((row) => row.id));
}

/** Returns an enterprise's cities and status. Nobody can update its row until the transaction ends. */
export const lockEnterprise = (tx: Tx, id: string) =>
  tx
    .selectFrom("shared.enterprise")
    .select(["id", "homeCity", "county", "status"])
    .where("id", "=", id)
    .forShare()
    .executeTakeFirst();

export type Due = "lapsed" | "hidden" | "shown" | "over" | "calledOff";

/**
 * Selects registrations that upkeep must change. `lapsed`: its offer has expired. `hidden`: it has a booth,
 * and its enterprise was suspended. `shown`: its enterprise has returned. `over`, `calledOff`: it still waits
 * for a decision, but the fair is over or cancelled. Fairs that closed more than 30 days ago stay as they
 * are, and so do fairs of cities that another node hosts.
 */
export async function selectDue(
  db: DbOrTx,
  limit: number,
): Promise<{ id: string; fairId: string; why: Due }[]> {
  const { rows } = await sql<{ id: string; fairId: string; why: Due }>`
    select r.id, r.fair_id, 'lapsed' as why from ${FROM}
    where r.status = 'offered' and r.offer_ends_at <= (select app.now()) and ${GOES_ON} and ${HOSTED}
    union all
    select r.id, r.fair_id, case e.status when 'suspended' then 'hidden' else 'shown' end from ${FROM}
    where r.status = 'approved' and (e.status = 'suspended') <> (r.hidden_at is not null) and ${GOES_ON} and ${HOSTED}
    union all
    select r.id, r.fair_id, case f.status when 'cancelled' then 'calledOff' else 'over' end from ${FROM}
    where r.status in ('submitted', 'recommended', 'waitlisted', 'offered') and f.status <> 'draft' and not (${GOES_ON})
      and f.closes_at > (select app.now()) - interval '30 days' and ${HOSTED}
    limit ${limit}`.execute(db);
  return rows;
}

/** Selects the fairs that have both a free booth and a registration on the waiting list. */
export async function fairsToPromote(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ fairId: string }>`
    select distinct r.fair_id from fair_registration r join fair f on f.id = r.fair_id
    where r.status = 'waitlisted' and ${GOES_ON} and ${HOSTED}
      and exists (select 1 from booth b where b.fair_id = r.fair_id and b.registration_id is null and not b.closed)`.execute(
    db,
  );
  return rows.map((row) => row.fairId);
}
