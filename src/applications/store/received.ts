import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { ApplicationStatus } from "../../../db/schema/index.ts";
import { codesOfEvent } from "../../channels/index.ts";
import type { AnswerInput } from "../schema.ts";
import { type After, type ApplicationRow, after, COMMON, FROM } from "./reads.ts";

export type Card = {
  callName?: string;
  skills?: string[];
  places?: string[];
  years?: number | null;
  certificates?: string[];
  startFrom?: string | null;
  veteran?: "declared" | "verified" | null;
};

/** `cardMessage`: what a person of another node wrote with the card. */
export type ReceivedRow = ApplicationRow & {
  card: Card | null;
  cardMessage: string | null;
  /** The time by which the application must be answered, as text. */
  dueKey: string;
};

/** SQL for the card, limited to the consent's fields; null unless the consent is valid now. */
const CARD = sql`(select jsonb_object_agg(item.key, item.value)
  from shared.card f, jsonb_each(jsonb_build_object('callName', f.call_name, 'skills', to_jsonb(f.skills),
    'places', to_jsonb(f.places), 'years', f.years, 'certificates', to_jsonb(f.certificates),
    'startFrom', f.start_from, 'veteran', f.veteran)) as item
  where f.consent_id = a.consent_id and item.key = any (f.fields)) as card,
  (select f.message from shared.card f where f.consent_id = a.consent_id) as card_message,
  coalesce(a.answer_due_at, a.created_at)::text as due_key`;

/** Counts the applications that an enterprise received, by status. A status without any is absent. */
export async function countReceived(
  db: DbOrTx,
  enterpriseId: string,
): Promise<Partial<Record<ApplicationStatus, number>>> {
  const { rows } = await sql<{ status: ApplicationStatus; n: number }>`
    select status, count(*)::int as n from application where enterprise_id = ${enterpriseId} group by status`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

/** The applications that figures of a livestream count: through its channels, and not withdrawn. */
const byLivestream = (id: string) =>
  sql`a.via in (${codesOfEvent("livestream", sql`${id}::uuid`)}) and a.status <> 'withdrawn'`;

export type ReceivedQuestion = {
  enterpriseId: string;
  status?: ApplicationStatus | undefined;
  postingId?: string | undefined;
  livestreamId?: string | undefined;
  sort: "newest" | "due";
  after: After;
  limit: number;
};

/**
 * Selects received applications by page: newest first, or by the day by which they must be answered. In the
 * latter order the position names that day in place of the time of creation.
 */
export async function selectReceived(db: DbOrTx, q: ReceivedQuestion): Promise<ReceivedRow[]> {
  const due = sql`coalesce(a.answer_due_at, a.created_at)`;
  const conditions = [
    sql`a.enterprise_id = ${q.enterpriseId}`,
    ...(q.status ? [sql`a.status = ${q.status}`] : []),
    ...(q.postingId ? [sql`a.posting_id = ${q.postingId}`] : []),
    ...(q.livestreamId ? [byLivestream(q.livestreamId)] : []),
    q.sort === "newest" || !q.after
      ? after(q.after)
      : sql`(${due}, a.id) > (${q.after.createdKey}::timestamptz, ${q.after.id}::uuid)`,
  ];
  const order = q.sort === "due" ? sql`${due}, a.id` : sql`a.created_at desc, a.id desc`;
  const { rows } = await sql<ReceivedRow>`
    select ${COMMON}, ${CARD} ${FROM} where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${q.limit}`.execute(db);
  return rows;
}

export type AppliedPosting = { id: string; title: string; n: number };

export async function selectAppliedPostings(db: DbOrTx, enterpriseId: string): Promise<AppliedPosting[]> {
  const { rows } = await sql<AppliedPosting>`
    select p.id, p.title, count(*)::int as n from application a join shared.posting p on p.id = a.posting_id
    where a.enterprise_id = ${enterpriseId} group by p.id, p.title order by max(a.created_at) desc, p.id limit 100`.execute(
    db,
  );
  return rows;
}

type Invitation = Extract<AnswerInput, { kind: "invite" }>;

export async function selectLastInvitation(
  db: DbOrTx,
  enterpriseId: string,
): Promise<Partial<Invitation> | null> {
  const { rows } = await sql<{ answer: Partial<Invitation> }>`
    select a.answer from application a
    where a.enterprise_id = ${enterpriseId} and a.answer->>'kind' = 'invite'
    order by a.answered_at desc limit 1`.execute(db);
  return rows[0]?.answer ?? null;
}

export async function selectOneReceived(
  db: DbOrTx,
  enterpriseId: string,
  id: string,
): Promise<ReceivedRow | undefined> {
  const { rows } = await sql<ReceivedRow>`
    select ${COMMON}, ${CARD} ${FROM} where a.id = ${id} and a.enterprise_id = ${enterpriseId}`.execute(db);
  return rows[0];
}
