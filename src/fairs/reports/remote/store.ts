import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { SealedBefore } from "../../../peers/index.ts";
import { APPLIED, FAIR_APPLICATION_KIND } from "../../fair/index.ts";

/** Content of a record about an application, and its person. */
export type Counted = {
  applicationId: string;
  fairId: string;
  personId: string;
  postingId: string;
  reference: string;
  appliedAt: Date;
  startedOn: string | null;
  atWork30: boolean;
};
/** `city`: home of the person, an own city. `receiver`: the host. */
export type DueApplication = Counted & { city: string; receiver: string; consentId: string };

/** A version of a record, and the log that tells it. */
export type ToldRecord = { id: string; rev: number; city: string; receiver: string };

/** Applications told in one transaction. */
export const BATCH = 200;
/** Time after the close of a fair in which starts, and answers about day 30, are told. */
const TOLD_UNTIL = sql`interval '220 days'`;

/**
 * Returns those of the applications whose posting stands at a fair of another node. For most there is none,
 * and then `selectDue` need not be planned.
 */
export async function selectAtFairsElsewhere(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* planned */
    select distinct a.id from shared.application a
    join fair_registration_posting rp on rp.posting_id = a.posting_id
    join fair_registration r on r.id = rp.registration_id join fair f on f.id = r.fair_id
    where a.id = any(${[...ids]}::uuid[]) and f.host_city not in (select app.hosted_cities())`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Selects applications of own people at fairs of other nodes that another node's report counts, and of which
 * it does not know the newest state. Locks them with their consents, so that none is withdrawn meanwhile.
 * `ids`: which applications; null for those at all fairs that are not long over. Leaves out what the host
 * holds itself, and hosts that no clause in force lets know, or whose key is not known. Planning costs
 * more than running, so each connection plans it once.
 */
export async function selectDue(tx: Tx, ids: readonly string[] | null): Promise<DueApplication[]> {
  const which = ids
    ? sql`a.id = any(${[...ids]}::uuid[])`
    : sql`f.closes_at > (select app.now()) - ${TOLD_UNTIL}`;
  const { rows } = await sql<DueApplication>`/* planned */
    select a.id as application_id, f.id as fair_id, f.host_city as receiver, o.city, a.account_id as person_id, a.consent_id,
      a.posting_id, a.reference, a.created_at as applied_at, a.started_on, l.at_work30
    from fair f join fair_registration r on r.fair_id = f.id
    join fair_registration_posting rp on rp.registration_id = r.id
    join shared.posting p on p.id = rp.posting_id and p.home_city <> f.host_city
    join shared.application a on a.posting_id = p.id join shared.consent c on c.id = a.consent_id
    cross join lateral (select app.own_city(a.account_id) as city) o
    cross join lateral (select exists (select from follow_up u where u.application_id = a.id and u.day = 30
      and coalesce(u.person_answer, u.enterprise_answer) = 'yes') as at_work30) l
    left join application_telling t on t.application_id = a.id and t.fair_id = f.id
    where f.host_city not in (select app.hosted_cities()) and ${which} and ${APPLIED} and c.withdrawn_at is null
      and (t.id is null
        or t.consent_id = a.consent_id and (t.started_on, t.at_work30) is distinct from (a.started_on, l.at_work30))
      and f.host_city in (select k.city from shared.encryption_key k)
      and app.gives(o.city, array[f.host_city], ${FAIR_APPLICATION_KIND}, null)
    order by a.id, f.id limit ${BATCH} for share of a, c`.execute(tx);
  return rows;
}

/**
 * Marks an application as told in this state. Returns the record to tell, or null if another process has just
 * told it. `fresh` becomes the id of a first one.
 */
export async function markTold(
  tx: Tx,
  { applicationId, fairId, city, receiver, consentId, startedOn, atWork30 }: DueApplication,
  fresh: string,
): Promise<ToldRecord | null> {
  const { rows } = await sql<ToldRecord>`
    insert into application_telling as t (application_id, fair_id, id, city, receiver, consent_id, started_on,
      at_work30, rev)
    values (${applicationId}::uuid, ${fairId}::uuid, ${fresh}::uuid, ${city}, ${receiver}, ${consentId}::uuid,
      ${startedOn}::date, ${atWork30}, 1)
    on conflict (application_id, fair_id) do update
      set rev = t.rev + 1, started_on = excluded.started_on, at_work30 = excluded.at_work30
    where t.consent_id = excluded.consent_id
      and (t.started_on, t.at_work30) is distinct from (excluded.started_on, excluded.at_work30)
    returning id, rev, city, receiver`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Deletes what is noted of those applications that no longer count here: withdrawn, or sent under another
 * consent, or with a consent that was taken back. Returns the records to erase, in the order of their logs.
 */
export async function deleteOver(tx: Tx, ids: readonly string[]): Promise<ToldRecord[]> {
  const { rows } = await sql<ToldRecord>`/* planned */
    with gone as (
      delete from application_telling t using (
        select w.id from application_telling w left join shared.application a on a.id = w.application_id
        left join shared.consent c on c.id = a.consent_id
        where w.application_id = any(${[...ids]}::uuid[]) and (a.id is null or a.status = 'withdrawn'
          or a.consent_id <> w.consent_id or c.withdrawn_at is not null)) o
      where t.id = o.id returning t.id, t.rev, t.city, t.receiver)
    select id, rev, city, receiver from gone order by city, receiver, id`.execute(tx);
  return rows;
}

/** Selects those of the records that were told in exactly these versions, with what they said. */
export async function selectTold(
  tx: Tx,
  { city, receiver, records }: SealedBefore,
): Promise<(Counted & Pick<ToldRecord, "id" | "rev">)[]> {
  const { rows } = await sql<Counted & Pick<ToldRecord, "id" | "rev">>`
    select t.id, t.rev, t.application_id, t.fair_id, a.account_id as person_id, a.posting_id, a.reference,
      a.created_at as applied_at, t.started_on, t.at_work30
    from application_telling t join shared.application a on a.id = t.application_id,
      ${rowList(records, { id: "uuid", rev: "int" })}
    where t.id = n.id and t.rev = n.rev and t.city = ${city} and t.receiver = ${receiver} order by t.id
    for share of a`.execute(tx);
  return rows;
}

/** Deletes what is noted of records. Their applications are told again under new ids if they still count. */
export async function forgetTold(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from application_telling where id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** Returns true if this node hosts the fair. */
export async function isHostOf(db: DbOrTx, fairId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from fair where id = ${fairId}::uuid and host_city in (select app.hosted_cities())`.execute(db);
  return rows.length > 0;
}

/**
 * Writes what a person's home told of an application, if it is newer. There is one row for each application
 * at a fair, so a record that was doubled counts once. A row that another city told stays as it is.
 */
export async function putTold(
  tx: Tx,
  of: Omit<Counted, "appliedAt"> & { appliedAt: string; id: string; home: string; rev: number },
): Promise<void> {
  await sql`
    insert into told_application as t (fair_id, application_id, id, home_city, person_id, posting_id, reference,
      applied_at, started_on, at_work30, rev)
    values (${of.fairId}::uuid, ${of.applicationId}::uuid, ${of.id}::uuid, ${of.home}, ${of.personId}::uuid,
      ${of.postingId}::uuid, ${of.reference}, ${of.appliedAt}::timestamptz, ${of.startedOn}::date, ${of.atWork30},
      ${of.rev})
    on conflict (fair_id, application_id) do update set id = excluded.id, person_id = excluded.person_id,
      posting_id = excluded.posting_id, reference = excluded.reference, applied_at = excluded.applied_at,
      started_on = excluded.started_on, at_work30 = excluded.at_work30, rev = excluded.rev
    where t.home_city = excluded.home_city and (t.id <> excluded.id or t.rev < excluded.rev)`.execute(tx);
}

/** Deletes what a city told. Returns the ids of the records that are gone. */
export async function deleteTold(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from told_application where home_city = ${home} and id = any(${[...ids]}::uuid[]) returning id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/**
 * Selects cities of the fair's agreement at other nodes from which the host learns no applications: no clause
 * in force gives them, or nothing came from there for a week.
 */
export async function selectSilentCities(db: DbOrTx, fairId: string): Promise<string[]> {
  const { rows } = await sql<{ city: string }>`
    select ac.city from fair f join agreement_city ac on ac.agreement_id = f.agreement_id
    where f.id = ${fairId}::uuid and ac.joined_on <= app.today() and (ac.left_on is null or ac.left_on > app.today())
      and not app.is_hosted(ac.city) and not app.still_given(ac.city, f.host_city, ${FAIR_APPLICATION_KIND})
    order by ac.ordinal`.execute(db);
  return rows.map(({ city }) => city);
}
