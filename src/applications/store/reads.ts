import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { ApplicationStatus } from "../../../db/schema/index.ts";
import type { Reply } from "../schema.ts";

type Event = { at: string; by: string; kind: string; note: string | null };

export type ApplicationRow = {
  id: string;
  reference: string;
  status: ApplicationStatus;
  postingId: string;
  title: string;
  city: string | null;
  occupation: string | null;
  expired: boolean;
  enterpriseId: string;
  employerName: string;
  employerSuspended: boolean;
  accountId: string;
  message: string | null;
  answer: Record<string, unknown> | null;
  answeredAt: Date | null;
  /** The step by which the invitation in `answer` came; null unless there is one. */
  invitationId: string | null;
  reply: Reply | null;
  repliedAt: Date | null;
  /** Where the command stands that brings the reply to another node; null for an employer of this one. */
  replyDelivery: { state: DeliveryState; reason: string | null } | null;
  answerDueAt: Date | null;
  startedOn: string | null;
  startDenied: boolean;
  createdAt: Date;
  createdKey: string;
  rev: number;
  consentId: string;
  fields: string[];
  grantedAt: Date;
  endsAt: Date;
  withdrawnAt: Date | null;
  history: Event[];
  /** Where the command stands that brings the application to another node; null for a posting of this one. */
  delivery: { state: DeliveryState; since: string; reason: string | null; late: boolean } | null;
  employerPhone: string | null;
  employerHours: string | null;
};

/** `waiting`: not answered yet. `refused` and `expired`: the other node will never take it. */
export type DeliveryState = "waiting" | "done" | "refused" | "expired";

export const COMMON = sql`a.id, a.reference, a.status, a.posting_id, p.title, p.city, p.occupation,
  p.status <> 'published' or p.expires_at <= (select app.now()) or e.status = 'suspended' as expired,
  a.enterprise_id, e.name as employer_name, e.status = 'suspended' as employer_suspended, a.account_id, a.message, a.answer, a.answer_due_at, a.started_on,
  a.answered_at, a.reply, a.replied_at, a.start_denied_at is not null as start_denied,
  case when a.answer->>'kind' = 'invite' then coalesce(a.invitation_id, (select v.id from application_event v
    where v.application_id = a.id and v.kind = 'invite' order by v.rev desc limit 1)) end as invitation_id,
  case when a.reply is not null then (
    select json_build_object('state', s.state, 'reason', substring(s.answer from '"code":"([A-Z_]+)"'))
    from shared.command_standing s
    where s.subject_kind = 'application' and s.subject_id = a.id::text and s.type = 'replyInvitation'
    order by s.created_at desc limit 1) end as reply_delivery,
  a.created_at, a.created_at::text as created_key, a.rev, c.id as consent_id, c.fields, c.granted_at, c.ends_at, c.withdrawn_at,
  coalesce((select json_agg(json_build_object('at', to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'by', v.by_kind, 'kind', v.kind, 'note', v.note) order by v.rev)
    from application_event v where v.application_id = a.id), '[]') as history,
  (select json_build_object('state', s.state, 'reason', substring(s.answer from '"code":"([A-Z_]+)"'),
      'since', to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'late', s.created_at < app.now() - interval '1 day')
    from shared.command_standing s
    where s.subject_kind = 'application' and s.subject_id = a.id::text and s.type = 'apply'
    order by s.created_at desc limit 1) as delivery,
  coalesce(p.contact_phone, m.contact_phone) as employer_phone, case when p.contact_phone is null then m.contact_hours end as employer_hours`;

export const FROM = sql`from application a join shared.posting p on p.id = a.posting_id
  join shared.enterprise e on e.id = a.enterprise_id join shared.employer m on m.id = a.enterprise_id
  join shared.consent c on c.id = a.consent_id`;

/** A page position: creation time as text (to the microsecond) and id. */
export type After = { createdKey: string; id: string } | null;

export const after = (position: After): RawBuilder<unknown> =>
  position
    ? sql`(a.created_at, a.id) < (${position.createdKey}::timestamptz, ${position.id}::uuid)`
    : sql`true`;

export async function selectMine(
  db: DbOrTx,
  accountId: string,
  q: { after: After; limit: number },
): Promise<ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`
    select ${COMMON} ${FROM} where a.account_id = ${accountId} and ${after(q.after)}
    order by a.created_at desc, a.id desc limit ${q.limit}`.execute(db);
  return rows;
}

export async function selectOneOfMine(
  db: DbOrTx,
  accountId: string,
  id: string,
): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`
    select ${COMMON} ${FROM} where a.id = ${id} and a.account_id = ${accountId}`.execute(db);
  return rows[0];
}

/** Selects the application that rests on a consent of the person. */
export async function selectByConsent(
  db: DbOrTx,
  accountId: string,
  consentId: string,
): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`
    select ${COMMON} ${FROM} where a.consent_id = ${consentId} and a.account_id = ${accountId}`.execute(db);
  return rows[0];
}

export async function selectMineFor(
  db: DbOrTx,
  accountId: string,
  postingId: string,
): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`
    select ${COMMON} ${FROM} where a.posting_id = ${postingId} and a.account_id = ${accountId}`.execute(db);
  return rows[0];
}
