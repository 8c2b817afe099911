import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import type { ApplicationStatus } from "../../../db/schema/index.ts";
import { knownChannel } from "../../channels/index.ts";
import { postingAtEvent } from "../../event-visibility/index.ts";
import type { Scope } from "../../platform/context.ts";
import { ANSWER_DAYS } from "../rules.ts";

export type Target = { id: string; enterpriseId: string; homeCity: string; verified: boolean };

/**
 * Selects a posting to which this reader can apply, and locks it against closing. It must be published, not
 * expired, visible to the reader, and not of a suspended enterprise. A suspension locks the enterprise first
 * and then its postings, so this query locks them in the same order.
 */
export async function lockTarget(tx: Tx, postingId: string, scope: Scope): Promise<Target | undefined> {
  const { rows } = await sql<Target>`/* planned */
    select p.id, p.enterprise_id, p.home_city, e.status = 'verified' as verified
    from shared.enterprise e join shared.posting p on p.enterprise_id = e.id
    where p.id = ${postingId} and p.status = 'published' and p.expires_at > (select app.now())
      and e.status <> 'suspended'
      and (p.home_city in (select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home))
        or ${postingAtEvent(sql`p.id`, scope)})
    for share of e, p`.execute(tx);
  return rows[0];
}

export type Existing = {
  id: string;
  reference: string;
  status: ApplicationStatus;
  rev: number;
  consentStands: boolean;
};

export async function lockMine(tx: Tx, accountId: string, postingId: string): Promise<Existing | undefined> {
  const { rows } = await sql<Existing>`/* planned */
    select a.id, a.reference, a.status, a.rev, c.stands as consent_stands
    from application a join shared.consent c on c.id = a.consent_id
    where a.account_id = ${accountId} and a.posting_id = ${postingId} for update of a`.execute(tx);
  return rows[0];
}

export type NewApplication = {
  id: string;
  reference: string;
  accountId: string;
  target: Target;
  consentId: string;
  message: string | null;
  channel: string;
  /** Code of the channel by which the person came, or null. An unknown code is stored as null. */
  via: string | null;
};

/** Inserts the application. Returns false if the person already applied to the posting. */
export async function insertApplication(tx: Tx, application: NewApplication): Promise<boolean> {
  const { id, reference, accountId, target, consentId, message, channel, via } = application;
  const { rows } = await sql<{ id: string }>`/* planned */
    insert into application (id, reference, posting_id, enterprise_id, home_city, account_id, consent_id, status,
      message, channel, via, answer_due_at)
    values (${id}, ${reference}, ${target.id}, ${target.enterpriseId}, ${target.homeCity}, ${accountId}, ${consentId},
      'sent', ${message}, ${channel}, ${knownChannel(via)}, app.now() + make_interval(days => ${ANSWER_DAYS}))
    on conflict (account_id, posting_id) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

/** Sends a withdrawn application again: updates the same row with a new consent. */
export async function sendAgain(
  tx: Tx,
  id: string,
  consentId: string,
  message: string | null,
): Promise<void> {
  await sql`
    update application set status = 'sent', consent_id = ${consentId}, message = ${message}, answer = null,
      answered_at = null, answer_due_at = app.now() + make_interval(days => ${ANSWER_DAYS}), rev = rev + 1,
      updated_at = app.now() where id = ${id}`.execute(tx);
}

/** Replaces the consent of an application whose state stays. Returns the new revision. */
export async function renewConsent(tx: Tx, id: string, consentId: string): Promise<number> {
  const { rows } = await sql<{ rev: number }>`
    update application set consent_id = ${consentId}, rev = rev + 1, updated_at = app.now()
    where id = ${id} returning rev`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a locked application is gone");
  return row.rev;
}

export type LockedApplication = {
  id: string;
  accountId: string;
  enterpriseId: string;
  postingId: string;
  homeCity: string;
  county: string | null;
  consentId: string;
  status: ApplicationStatus;
  rev: number;
  /** Day of the application in Asia/Shanghai, as ISO date. */
  sentOn: string;
  /** True while the enterprise may see the card: the consent is neither withdrawn nor ended. */
  consentStands: boolean;
  /** True while the enterprise is suspended. Its standing is locked until the transaction ends. */
  suspended: boolean;
};

const LOCKED = sql`a.id, a.account_id, a.enterprise_id, a.posting_id, a.home_city, p.county, a.consent_id, a.status, a.rev,
  (a.created_at at time zone 'Asia/Shanghai')::date::text as sent_on,
  c.stands as consent_stands, e.status = 'suspended' as suspended`;

const FROM = sql`from shared.enterprise e join application a on a.enterprise_id = e.id
  join shared.posting p on p.id = a.posting_id join shared.consent c on c.id = a.consent_id`;

export async function lockApplication(tx: Tx, id: string): Promise<LockedApplication | undefined> {
  const { rows } = await sql<LockedApplication>`
    select ${LOCKED} ${FROM}
    where a.id = ${id} for share of e for update of a, c`.execute(tx);
  return rows[0];
}

/** Selects and locks the application that uses a consent of the person. */
export async function lockByConsent(
  tx: Tx,
  accountId: string,
  consentId: string,
): Promise<LockedApplication | undefined> {
  const { rows } = await sql<LockedApplication>`
    select ${LOCKED} ${FROM}
    where a.consent_id = ${consentId} and a.account_id = ${accountId} for share of e for update of a, c`.execute(
    tx,
  );
  return rows[0];
}

export type ApplicationStep = {
  id: string;
  status: ApplicationStatus;
  answer?: Record<string, unknown>;
  startedOn?: string;
};

/** Sets the state of an application, and its answer or start day if given. Returns the new revision. */
export async function writeStep(tx: Tx, step: ApplicationStep): Promise<number> {
  const { rows } = await sql<{ rev: number }>`
    update application set status = ${step.status}, rev = rev + 1, updated_at = app.now(),
      answer = coalesce(${step.answer ? JSON.stringify(step.answer) : null}::jsonb, answer),
      answered_at = case when ${step.answer !== undefined} then app.now() else answered_at end,
      started_on = coalesce(${step.startedOn ?? null}::date, started_on),
      confirmed_at = case when ${step.status} = 'confirmed' then app.now() else confirmed_at end
    where id = ${step.id} returning rev`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a locked application is gone");
  return row.rev;
}

export async function insertEvent(
  tx: Tx,
  event: {
    id: string;
    /** ISO time of a step that another node told; null for now. */
    at: string | null;
    applicationId: string;
    rev: number;
    byKind: string;
    kind: string;
    note: string | null;
  },
): Promise<void> {
  await sql`/* planned */
    insert into application_event (id, application_id, rev, at, by_kind, kind, note)
    values (${event.id}, ${event.applicationId}, ${event.rev}, coalesce(${event.at}::timestamptz, app.now()),
      ${event.byKind}, ${event.kind}, ${event.note})`.execute(tx);
}
