import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { StillAtWork } from "../../../../db/schema/index.ts";

export type AskedNow = { id: string; accountId: string | null; enterpriseId: string; postingId: string };

/**
 * Inserts due follow-ups, 7, 30 and 90 days after a start, each once. The start is that of an application, or
 * of an intent whose application has no start.
 * Skips a follow-up if the next one is due already, and the one of day 90 after 180 days. Returns those
 * inserted.
 */
export async function insertDue(tx: Tx, limit: number): Promise<AskedNow[]> {
  const { rows } = await sql<AskedNow>`
    with mark(day, until) as (values (7, 30), (30, 90), (90, 180)), begun as (
      select a.id as application_id, null::uuid as intent_id, a.enterprise_id, a.account_id, a.posting_id, a.started_on
      from shared.application a where a.status in ('started','confirmed') and a.started_on > app.today() - 180
      union all
      select null, i.id, r.enterprise_id, v.account_id, i.posting_id, i.started_on
      from fair_intent i join fair_registration r on r.id = i.registration_id join booth_visit v on v.id = i.visit_id
      where i.started_on > app.today() - 180 and not exists (select 1 from shared.application a
        where a.account_id = i.person_id and a.posting_id = i.posting_id and a.started_on is not null))
    insert into follow_up (id, application_id, intent_id, enterprise_id, account_id, posting_id, day, due_on)
    select gen_random_uuid(), b.application_id, b.intent_id, b.enterprise_id, b.account_id, b.posting_id, m.day,
      b.started_on + m.day
    from begun b join mark m on app.today() >= b.started_on + m.day and app.today() < b.started_on + m.until
    where not exists (select 1 from follow_up u where u.day = m.day
      and (u.application_id = b.application_id or u.intent_id = b.intent_id))
    order by b.started_on limit ${limit}
    on conflict do nothing returning id, account_id, enterprise_id, posting_id`.execute(tx);
  return rows;
}

export type FollowUpRow = {
  id: string;
  day: number;
  dueOn: string;
  posting: string;
  enterprise: string;
  startedOn: string;
  accountId: string | null;
  applicationId: string | null;
  callName: string | null;
  personAnswer: StillAtWork | null;
  enterpriseAnswer: StillAtWork | null;
};

export type FollowUpReader = { accountId: string } | { enterprises: readonly string[] };
const LIST_MAX = 200;

/**
 * Selects the follow-ups of one person, or of enterprises that are not suspended, at most 200. Unanswered
 * ones come first, then newest first.
 */
export async function selectFollowUps(db: DbOrTx, reader: FollowUpReader): Promise<FollowUpRow[]> {
  const person = "accountId" in reader;
  const whose = person
    ? sql`u.account_id = ${reader.accountId}`
    : sql`u.enterprise_id = any(${reader.enterprises}::uuid[]) and e.status <> 'suspended'`;
  const open = person ? sql`u.person_answer is null` : sql`u.enterprise_answer is null`;
  const { rows } = await sql<FollowUpRow>`
    select u.id, u.day, u.due_on, p.title as posting, e.name as enterprise, coalesce(a.started_on, i.started_on) as started_on,
      u.account_id, a.id as application_id,
      case when a.id is null then v.call_name else card.call_name end as call_name,
      u.person_answer, u.enterprise_answer
    from follow_up u join shared.posting p on p.id = u.posting_id join shared.enterprise e on e.id = u.enterprise_id
    left join shared.application a on a.id = u.application_id left join shared.card on card.consent_id = a.consent_id
    left join fair_intent i on i.id = u.intent_id left join booth_visit v on v.id = i.visit_id
    where ${whose} order by ${open} desc, u.due_on desc, u.id limit ${LIST_MAX}`.execute(db);
  return rows;
}

export type LockedFollowUp = {
  id: string;
  accountId: string | null;
  enterpriseId: string;
  /** True while the enterprise is suspended. */
  suspended: boolean;
};

export async function lockFollowUp(tx: Tx, id: string): Promise<LockedFollowUp | undefined> {
  const { rows } = await sql<LockedFollowUp>`
    select u.id, u.account_id, u.enterprise_id, e.status = 'suspended' as suspended
    from shared.enterprise e join follow_up u on u.enterprise_id = e.id
    where u.id = ${id} for share of e for update of u`.execute(tx);
  return rows[0];
}

export async function writePersonAnswer(tx: Tx, id: string, answer: StillAtWork): Promise<void> {
  await sql`
    update follow_up set person_answer = ${answer}, person_answered_at = app.now() where id = ${id}`.execute(
    tx,
  );
}

export async function writeEnterpriseAnswer(
  tx: Tx,
  { id, answer, by }: { id: string; answer: StillAtWork; by: string },
): Promise<void> {
  await sql`
    update follow_up set enterprise_answer = ${answer}, enterprise_answered_at = app.now(),
      enterprise_answered_by = ${by} where id = ${id}`.execute(tx);
}
