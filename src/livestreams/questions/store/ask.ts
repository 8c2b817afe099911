import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import type { Retention } from "../../../platform/housekeeping/index.ts";
import {
  HOMES,
  joinPosting,
  type LivestreamReader,
  phaseSql,
  readable,
  STANDING,
  withSignal,
} from "../../livestream/index.ts";

/**
 * Counts a question of a viewer or an address in the running ten minutes, by one statement. Returns 0, or the
 * seconds to wait if the limit is reached.
 */
export async function spendQuestion(tx: Tx, asker: Buffer, max: number): Promise<number> {
  const { rows } = await sql<{ waitS: number | null }>`
    with w as (select date_bin('10 minutes', app.now(), 'epoch') as starts_at),
    spent as (
      insert into livestream_ask_limit (asker, starts_at, used) select ${asker}::bytea, starts_at, 1 from w
      on conflict (asker, starts_at) do update set used = livestream_ask_limit.used + 1
        where livestream_ask_limit.used < ${max}
      returning used)
    select case when not exists (select from spent)
      then ceil(extract(epoch from starts_at + interval '10 minutes' - app.now()))::int end as wait_s from w`.execute(
    tx,
  );
  return rows[0]?.waitS ?? 0;
}

/** Phases in which questions are asked: from the announcement to the end. */
export const ASKED_IN = sql`${phaseSql()} in ('announced', 'waiting', 'rehearsal', 'live', 'interrupted')`;

/** SQL condition: the livestream `l` shows the posting of the question `q`, or `q` is about no posting. */
export const MAY_BE_ASKED = sql`(q.posting_id is null or exists (
  select from livestream_item i ${HOMES} ${joinPosting(sql`i.posting_id`)}
  where i.livestream_id = l.id and i.posting_id = q.posting_id and ${STANDING} = 'live'))`;

/** The enterprise's answer to the same question about the same posting, if it stands: it is shown at once. */
const KNOWN = sql`left join lateral (
    select k.id, k.text, k.answer, k.answered_at, k.answered_by, k.decided_at, k.decided_by
    from livestream_question k join shared.posting kp on kp.id = k.posting_id
    join shared.enterprise ke on ke.id = kp.enterprise_id and ke.status = 'verified'
    where k.posting_id = q.posting_id and k.norm = q.norm and k.status = 'passed' and k.answer_from = 'enterprise'
      and k.answer_withdrawn_at is null and k.copied_from is null
    order by k.answered_at desc, k.id desc limit 1) k on true`;

export type NewQuestion = {
  id: string;
  livestreamId: string;
  postingId: string | null;
  text: string;
  norm: string;
};

/**
 * Inserts a question, or locks the one with the same text. It is held, unless the enterprise answered the
 * same question about this posting before: then it is passed with that answer. Returns its id. Undefined
 * unless the reader may read the livestream, it is asked in this phase, and the posting may be shown.
 */
export async function upsertQuestion(
  tx: Tx,
  { actor, scope }: LivestreamReader,
  { id, livestreamId, postingId, text, norm }: NewQuestion,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into livestream_question (id, livestream_id, posting_id, text, norm, status, asked_at, decided_at, decided_by,
      answer, answer_from, answered_at, answered_by, copied_from)
    select ${id}::uuid, l.id, q.posting_id, coalesce(k.text, ${text}::text), q.norm,
      case when k.id is null then 'held' else 'passed' end, t.now, k.decided_at, k.decided_by,
      k.answer, case when k.id is not null then 'enterprise' end, k.answered_at, k.answered_by, k.id
    from ${withSignal(sql`livestream l`)}
    cross join (select ${postingId}::uuid as posting_id, ${norm}::text as norm) q ${KNOWN}
    where l.id = ${livestreamId} and l.announced_at is not null and app.is_hosted(l.home_city)
      and ${readable(actor, scope)} and ${ASKED_IN} and ${MAY_BE_ASKED}
    on conflict on constraint livestream_question_once do update set rev = livestream_question.rev
    returning id`.execute(tx);
  return rows[0]?.id;
}

export type NewAsker = {
  questionId: string;
  asker: Buffer;
  /** Further HMACs of the same person. */
  others?: readonly Buffer[];
  accountId: string | null;
  name: string | null;
  /** The city whose node sent the question, and its id there. Null for people of this node. */
  from?: { city: string; askId: string } | null;
};

/**
 * Adds a person to those who asked a question, and counts the person. The caller holds the question's row.
 * Returns false if the person asked it before.
 */
export async function addAsker(
  tx: Tx,
  { questionId, asker, others = [], accountId, name, from = null }: NewAsker,
): Promise<boolean> {
  const { rows } = await sql`
    insert into livestream_asker (question_id, asker, account_id, name, asked_at, city, ask_id)
    select ${questionId}, ${asker}, ${accountId}::uuid, ${name}::text, app.now(), ${from?.city ?? null}::text, ${from?.askId ?? null}::uuid
    where not exists (select from livestream_asker a
      where a.question_id = ${questionId} and a.asker = any(${others}::bytea[]))
    on conflict (question_id, asker) do nothing returning 1`.execute(tx);
  if (rows.length === 0) return false;
  await sql`
    update livestream_question set askers = askers + 1, rev = rev + 1 where id = ${questionId}`.execute(tx);
  return true;
}

/** The fate of a question: it stays, or was deleted, before or after everybody could read it. */
export type TakenBack = "kept" | "deleted" | "hidden";

/**
 * Removes a person from those who asked a question. If nobody else asked it and it was not answered, it is
 * deleted. Undefined if the person did not ask it.
 */
export async function removeAsker(
  tx: Tx,
  {
    livestreamId,
    questionId,
    askers,
  }: { livestreamId: string; questionId: string; askers: readonly Buffer[] },
): Promise<TakenBack | undefined> {
  const { rows: held } = await sql<{ status: string }>`
    select status from livestream_question where id = ${questionId} and livestream_id = ${livestreamId}
    for update`.execute(tx);
  const status = held[0]?.status;
  const { rows } = await sql`
    delete from livestream_asker where question_id = ${questionId} and asker = any(${askers}::bytea[])
      and ${status !== undefined} returning 1`.execute(tx);
  if (rows.length === 0) return undefined;
  const { rows: kept } = await sql`
    with gone as (
      delete from livestream_question q where q.id = ${questionId} and q.answer is null and q.on_air_at is null
        and not exists (select from livestream_asker a where a.question_id = q.id) returning q.id)
    update livestream_question set askers = greatest(askers - ${rows.length}, 0), rev = rev + 1
    where id = ${questionId} and not exists (select from gone) returning 1`.execute(tx);
  if (kept.length > 0) return "kept";
  return status === "passed" ? "hidden" : "deleted";
}

/**
 * Retention: counts of former minutes; who asked, after thirty days; and questions that were never passed,
 * which only their askers and officers have read.
 */
export const retention: readonly Retention[] = [
  {
    table: "livestream_ask_limit",
    key: ["asker", "starts_at"],
    past: sql`starts_at < (select app.now()) - interval '1 hour'`,
  },
  {
    table: "livestream_asker",
    key: ["question_id", "asker"],
    past: sql`asked_at < (select app.now()) - interval '30 days'`,
  },
  {
    table: "livestream_sent_question",
    key: ["id"],
    past: sql`asked_at < (select app.now()) - interval '30 days'`,
  },
  {
    table: "livestream_question",
    key: ["id"],
    past: sql`status <> 'passed' and asked_at < (select app.now()) - interval '30 days'`,
  },
];
