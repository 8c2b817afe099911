import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { EnterpriseStatus, FairStatus, RegistrationStatus } from "../../../../db/schema/index.ts";

/** A registration with its booth, and the statuses that decide what is allowed at the booth. */
export type Booth = {
  registrationId: string;
  fairId: string;
  fairTitle: string;
  hostCity: string;
  /** False if another node hosts the fair. */
  hostedHere: boolean;
  enterpriseId: string;
  enterpriseName: string;
  enterpriseStatus: EnterpriseStatus;
  status: RegistrationStatus;
  fairStatus: FairStatus;
  opensAt: Date;
  closesAt: Date;
  recruiters: number;
  boothId: string | null;
  boothCode: string | null;
  venueId: string | null;
  meetingUrl: string | null;
  /** True if it has an online room, as the host at another node told; else null. */
  toldRoom: boolean | null;
  now: Date;
};

const BOOTH = sql`r.id as registration_id, r.fair_id, f.title as fair_title, f.host_city, app.is_hosted(f.host_city) as hosted_here, r.enterprise_id,
  e.name as enterprise_name, e.status as enterprise_status, r.status, f.status as fair_status, f.opens_at, f.closes_at,
  r.recruiters, b.id as booth_id, b.code as booth_code, b.venue_id, d.meeting_url, r.told_room, app.now() as now
  from shared.enterprise e join fair_registration r on r.enterprise_id = e.id join fair f on f.id = r.fair_id
  left join booth b on b.registration_id = r.id left join booth_desk d on d.registration_id = r.id`;

export async function selectBooth(db: DbOrTx, registrationId: string): Promise<Booth | undefined> {
  const { rows } = await sql<Booth>`select ${BOOTH} where r.id = ${registrationId}`.execute(db);
  return rows[0];
}

/**
 * Selects a booth and locks its enterprise, registration and fair in share mode until the transaction ends.
 * The registration cannot be withdrawn or moved meanwhile, and the enterprise not be suspended.
 */
export async function lockBooth(tx: Tx, registrationId: string): Promise<Booth | undefined> {
  const { rows } = await sql<Booth>`/* planned */
    select ${BOOTH} where r.id = ${registrationId} for share of e, r, f`.execute(tx);
  return rows[0];
}

/** Selects the booths of these enterprises at a fair. Only approved registrations. */
export async function boothsOf(db: DbOrTx, fairId: string, enterprises: readonly string[]): Promise<Booth[]> {
  const { rows } = await sql<Booth>`
    select ${BOOTH} where r.fair_id = ${fairId} and r.enterprise_id = any(${enterprises}::uuid[])
      and r.status = 'approved' order by r.created_at, r.id`.execute(db);
  return rows;
}

export async function bringsPosting(db: DbOrTx, registrationId: string, postingId: string): Promise<boolean> {
  const { rows } = await sql`/* planned */
    select 1 from fair_registration_posting
    where registration_id = ${registrationId} and posting_id = ${postingId}`.execute(db);
  return rows.length > 0;
}

export type BoothPosting = { id: string; title: string; live: boolean };

/** Selects the postings that a booth shows, sorted by title. */
export async function postingsOf(db: DbOrTx, registrationId: string): Promise<BoothPosting[]> {
  const { rows } = await sql<BoothPosting>`
    select p.id, p.title, p.status = 'published' and p.expires_at > (select app.now()) as live
    from fair_registration_posting rp join shared.posting p on p.id = rp.posting_id
    where rp.registration_id = ${registrationId} order by p.title, p.id`.execute(db);
  return rows;
}

export type NewVisit = {
  id: string;
  fairId: string;
  registrationId: string;
  personId: string;
  ticketId: string;
  accountId: string | null;
  callName: string | null;
  canDo: string | null;
};

/**
 * Inserts a visit, or updates the person's earlier visit to this booth. Details that are not given stay
 * unchanged. Returns the visit's id.
 */
export async function putVisit(tx: Tx, visit: NewVisit): Promise<string> {
  const { rows } = await sql<{ id: string }>`/* planned */
    insert into booth_visit (id, fair_id, registration_id, person_id, ticket_id, account_id, call_name, can_do)
    values (${visit.id}, ${visit.fairId}, ${visit.registrationId}, ${visit.personId}, ${visit.ticketId},
      ${visit.accountId}, ${visit.callName}, ${visit.canDo})
    on conflict (registration_id, person_id) do update set
      call_name = coalesce(excluded.call_name, booth_visit.call_name),
      can_do = coalesce(excluded.can_do, booth_visit.can_do), updated_at = app.now()
    returning id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the visit was not written");
  return row.id;
}

export type LockedVisit = {
  id: string;
  registrationId: string;
  personId: string;
  accountId: string | null;
};

export async function lockVisit(tx: Tx, id: string): Promise<LockedVisit | undefined> {
  const { rows } = await sql<LockedVisit>`
    select id, registration_id, person_id, account_id from booth_visit where id = ${id} for update`.execute(
    tx,
  );
  return rows[0];
}

export type NewIntent = {
  id: string;
  fairId: string;
  registrationId: string;
  visit: { id: string; personId: string };
  postingId: string;
  createdBy: string | null;
};

/** Inserts an intent. Returns false if this person already has an intent for this posting at this fair. */
export async function insertIntent(tx: Tx, intent: NewIntent): Promise<boolean> {
  const { visit } = intent;
  const { rows } = await sql`/* planned */
    insert into fair_intent (id, fair_id, registration_id, visit_id, posting_id, person_id, created_by)
    values (${intent.id}, ${intent.fairId}, ${intent.registrationId}, ${visit.id}, ${intent.postingId},
      ${visit.personId}, ${intent.createdBy})
    on conflict (fair_id, posting_id, person_id) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

export type LockedIntent = {
  id: string;
  registrationId: string;
  applicationId: string | null;
  startedOn: string | null;
  /** Date of the intent in Asia/Shanghai, as ISO text. */
  madeOn: string;
};

export async function lockIntent(tx: Tx, id: string): Promise<LockedIntent | undefined> {
  const { rows } = await sql<LockedIntent>`
    select i.id, i.registration_id, a.id as application_id, i.started_on,
      (i.created_at at time zone 'Asia/Shanghai')::date::text as made_on
    from fair_intent i left join shared.application a on a.account_id = i.person_id and a.posting_id = i.posting_id
    where i.id = ${id} for update of i`.execute(tx);
  return rows[0];
}

export async function startIntent(tx: Tx, id: string, startedOn: string): Promise<void> {
  await sql`update fair_intent set started_on = ${startedOn}::date where id = ${id}`.execute(tx);
}

/** Returns how many distinct people recorded an intent at a fair. An intent does not count as employment. */
export async function countIntents(db: DbOrTx, fairId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct person_id)::int as n from fair_intent where fair_id = ${fairId}`.execute(db);
  return rows[0]?.n ?? 0;
}
