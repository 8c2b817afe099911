import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import type { ApplicationStatus } from "../../../db/schema/index.ts";
import { ANSWER_DAYS } from "../rules.ts";

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
      invitation_id = null, reply = null, replied_at = null, start_denied_at = null, updated_at = app.now()
    where id = ${id}`.execute(tx);
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
  /** The step by which the present invitation came; null without one, or if an earlier release wrote it. */
  invitationId: string | null;
  /** True if the person has replied to the present invitation. */
  replied: boolean;
  /** True while the person denies the recorded start. */
  startDenied: boolean;
  /** Day of the application in Asia/Shanghai, as ISO date. */
  sentOn: string;
  /** True while the enterprise may see the card: the consent is neither withdrawn nor ended. */
  consentStands: boolean;
  /** True while the enterprise is suspended. Its standing is locked until the transaction ends. */
  suspended: boolean;
};

const LOCKED = sql`a.id, a.account_id, a.enterprise_id, a.posting_id, a.home_city, p.county, a.consent_id, a.status, a.rev,
  a.invitation_id, a.reply is not null as replied, a.start_denied_at is not null as start_denied,
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
  /** Id of this step, if it is an invitation. */
  invitationId?: string;
  startedOn?: string;
};

/**
 * Sets the state of an application, and its answer or start day if given. Returns the new revision. A new
 * invitation has no reply yet. A start that is recorded again or confirmed is no longer denied.
 */
export async function writeStep(tx: Tx, step: ApplicationStep): Promise<number> {
  const invites = step.invitationId !== undefined;
  const settlesStart = step.startedOn !== undefined || step.status === "confirmed";
  const { rows } = await sql<{ rev: number }>`
    update application set status = ${step.status}, rev = rev + 1, updated_at = app.now(),
      answer = coalesce(${step.answer ? JSON.stringify(step.answer) : null}::jsonb, answer),
      answered_at = case when ${step.answer !== undefined} then app.now() else answered_at end,
      invitation_id = coalesce(${step.invitationId ?? null}::uuid, invitation_id),
      reply = case when ${invites} then null else reply end,
      replied_at = case when ${invites} then null else replied_at end,
      started_on = coalesce(${step.startedOn ?? null}::date, started_on),
      start_denied_at = case when ${settlesStart} then null else start_denied_at end,
      confirmed_at = case when ${step.status} = 'confirmed' then app.now() else confirmed_at end
    where id = ${step.id} returning rev`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a locked application is gone");
  return row.rev;
}

export type NewEvent = {
  id: string;
  /** ISO time of a step that another node told; null for now. */
  at: string | null;
  applicationId: string;
  rev: number;
  byKind: string;
  kind: string;
  note: string | null;
};

export async function insertEvent(tx: Tx, event: NewEvent): Promise<void> {
  await sql`/* planned */ ${eventFrom(sql`(values (1)) as once`, event)}`.execute(tx);
}

/** Returns the insert of a step into the history, for each row of the part `from`, as SQL. */
export const eventFrom = (from: RawBuilder<unknown>, event: NewEvent): RawBuilder<unknown> => sql`
  insert into application_event (id, application_id, rev, at, by_kind, kind, note)
  select ${event.id}::uuid, ${event.applicationId}::uuid, ${event.rev}::int, coalesce(${event.at}::timestamptz, app.now()),
    ${event.byKind}, ${event.kind}, ${event.note} from ${from}`;
