import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { NewNotice } from "./rules.ts";
import type { NoticeKind } from "./schema.ts";

/** Writes notices that are not there yet. */
export async function insertNotices(tx: Tx, notices: (NewNotice & { id: string })[]): Promise<void> {
  if (notices.length === 0) return;
  await tx
    .insertInto("notice")
    .values(notices)
    .onConflict((conflict) => conflict.columns(["toKind", "toId", "cause"]).doNothing())
    .execute();
}

/** Subjects among these of which their receivers have an unread notice of the same kind. */
export async function unreadSubjects(tx: Tx, notices: NewNotice[]): Promise<Set<string>> {
  const each = <K extends keyof NewNotice>(key: K) => notices.map((notice) => notice[key]);
  const { rows } = await sql<{ subjectId: string }>`
    select distinct n.subject_id from notice n
    join unnest(${each("toKind")}::text[], ${each("toId")}::text[], ${each("kind")}::text[], ${each("subjectId")}::text[])
      as w(to_kind, to_id, kind, subject_id) using (to_kind, to_id, kind, subject_id)
    where n.read_at is null`.execute(tx);
  return new Set(rows.map((row) => row.subjectId));
}

/** Registrations `r` of a fair whose enterprises still hope to come. */
const IN_LINE = (fairId: string) =>
  sql`fair_registration r where r.fair_id = ${fairId} and r.status not in ('withdrawn', 'declined', 'refused')`;

/** Every enterprise that stands in line for a fair hears that it was called off: one statement, however many. */
export async function insertFairCancelled(tx: Tx, fairId: string): Promise<void> {
  await sql`
    insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, cause)
    select gen_random_uuid(), 'enterprise', r.enterprise_id::text, 'fairCancelled', 'fair', r.fair_id::text,
      'fair:' || r.fair_id || ':cancelled'
    from ${IN_LINE(fairId)}
    on conflict (to_kind, to_id, cause) do nothing`.execute(tx);
}

/** Every exhibitor of a fair that opens within a day hears of it, once an opening; returns how many did. */
export async function tellFairTomorrow(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, cause)
    select gen_random_uuid(), 'enterprise', r.enterprise_id::text, 'fairTomorrow', 'fair', f.id::text,
      'fair:' || f.id || ':tomorrow:' || extract(epoch from f.opens_at)::bigint
    from fair f join fair_registration r on r.fair_id = f.id and r.status = 'approved'
    where f.status = 'published' and f.opens_at > (select app.now()) + interval '2 hours'
      and f.opens_at <= (select app.now()) + interval '24 hours'
    on conflict (to_kind, to_id, cause) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Every enterprise in line and every holder of a code hears that a fair has another time or place, once a revision. */
export async function tellFairMoved(tx: Tx, fairId: string, rev: number): Promise<void> {
  await sql`
    insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, cause)
    select gen_random_uuid(), x.* from (
      select 'enterprise', r.enterprise_id::text, 'fairMoved', 'fair', r.fair_id::text,
        'fair:' || r.fair_id || ':moved:' || ${rev}::int
      from ${IN_LINE(fairId)}
      union all
      select 'account', t.account_id::text, 'ticketFairMoved', 'fairTicket', t.id::text,
        'fairTicket:' || t.id || ':moved:' || ${rev}::int
      from fair_ticket t where t.fair_id = ${fairId} and t.account_id is not null and t.status <> 'cancelled') x
    on conflict (to_kind, to_id, cause) do nothing`.execute(tx);
}

export type Row = {
  id: string;
  kind: NoticeKind;
  toKind: "account" | "enterprise";
  subjectKind: string;
  subjectId: string;
  title: string | null;
  createdAt: Date;
  readAt: Date | null;
};

/** With whom, when and at which booth: such a notice leads to the fair, its cause names the interview or the turn. */
const whereOf = (remote: RawBuilder<unknown>) => sql`e.name || case when ${remote} then '，远程面谈'
    when n.kind in ('interviewCancelled', 'queueCancelled', 'queueClosed') then ''
    else coalesce('，' || v.name || ' ' || b.code, '') end
  from fair_registration r join enterprise e on e.id = r.enterprise_id
  left join booth b on b.registration_id = r.id left join venue v on v.id = b.venue_id`;
const NAMED = sql`(substring(n.cause from '^[a-z]+:([0-9a-f]{8}-[0-9a-f-]{27})(?::|$)')::uuid)`;
const OF_INTERVIEW = sql`(select to_char(i.starts_at at time zone 'Asia/Shanghai', 'FMMM"月"FMDD"日" HH24:MI') || '，' || x.at
  from interview i, lateral (select ${whereOf(sql`i.remote`)} where r.id = i.registration_id) as x(at)
  where i.id = ${NAMED})`;
const OF_TURN = sql`(select x.at from queue_entry q, lateral (select ${whereOf(sql`(q.kind = 'remote' or exists (select 1 from interview i where i.id = q.interview_id and i.remote))`)}
    where r.id = q.registration_id) as x(at)
  where q.id = ${NAMED})`;

/** What a notice is about, in a few words; `n` is the notice. */
export const TITLE = sql`case when n.kind like 'interview%' then ${OF_INTERVIEW} when n.kind like 'queue%' then ${OF_TURN}
  else case n.subject_kind when 'posting' then (select p.title from posting p where p.id = n.subject_id::uuid)
  when 'application' then (select p.title from application a join posting p on p.id = a.posting_id
    where a.id = n.subject_id::uuid)
  when 'fair' then (select f.title from fair f where f.id = n.subject_id::uuid)
  when 'fairRegistration' then (select f.title from fair_registration r join fair f on f.id = r.fair_id
    where r.id = n.subject_id::uuid)
  when 'fairTicket' then (select f.title from fair_ticket t join fair f on f.id = t.fair_id
    where t.id = n.subject_id::uuid)
  when 'followUp' then (select p.title from follow_up u join posting p on p.id = u.posting_id
    where u.id = n.subject_id::uuid)
  when 'savedSearch' then (select w.label from saved_search w where w.id = n.subject_id::uuid)
  else (select e.name from enterprise e where e.id = n.subject_id::uuid) end end`;

const SHOWN = 50;
/** A person's own notices and those of the enterprises the person works for. */
const mine = (accountId: string, enterprises: string[]) =>
  sql`((n.to_kind = 'account' and n.to_id = ${accountId}) or (n.to_kind = 'enterprise' and n.to_id = any(${enterprises})))`;

export async function selectNotices(db: DbOrTx, accountId: string, enterprises: string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select n.id, n.kind, n.to_kind, n.subject_kind, n.subject_id, n.created_at, n.read_at,
      ${TITLE} as title
    from notice n where ${mine(accountId, enterprises)}
    order by n.created_at desc, n.id desc limit ${SHOWN}`.execute(db);
  return rows;
}

export async function countUnread(db: DbOrTx, accountId: string, enterprises: string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from notice n where ${mine(accountId, enterprises)} and n.read_at is null`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

export async function markAllRead(db: DbOrTx, accountId: string, enterprises: string[]): Promise<void> {
  await sql`update notice n set read_at = app.now() where ${mine(accountId, enterprises)} and n.read_at is null`.execute(
    db,
  );
}
