import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

export type ToldQuestion = {
  id: string;
  livestreamId: string;
  homeCity: string;
  agreement: string;
  toldRev: number;
  status: string;
  postingId: string | null;
  text: string;
  askers: number;
  askedAt: Date;
  decidedAt: Date;
  onAirAt: Date | null;
  /** The written answer, if it stands. */
  answer: string | null;
  answerFrom: "officer" | "enterprise" | null;
  answeredAt: Date | null;
  /** The reason of a rejected question that a city's node asked, and that only this version tells it. */
  rejectReason: string | null;
};

/** SQL condition: a viewer of another city's node asked the question `q`. */
const ASKED_ELSEWHERE = sql`exists (select from livestream_asker a where a.question_id = q.id and a.city is not null)`;

/**
 * Counts one more version of an own question that is passed, or was told before, and selects it. Also of a
 * rejected one that a city's node asked. The caller holds the row's lock.
 */
export async function takeVersions(
  tx: Tx,
  {
    questionId,
    withCopies = false,
    first = false,
  }: { questionId: string; withCopies?: boolean; first?: boolean },
): Promise<ToldQuestion[]> {
  const { rows } = await sql<ToldQuestion>`
    update livestream_question q set told_rev = q.told_rev + 1 from livestream l
    where l.id = q.livestream_id and l.announced_at is not null and app.is_hosted(l.home_city)
      and (q.id = ${questionId}::uuid or ${withCopies} and q.copied_from = ${questionId}::uuid)
      and (q.status = 'passed' or q.told_rev > 0 or q.status = 'rejected' and ${ASKED_ELSEWHERE}) and (not ${first} or q.told_rev = 0)
    returning q.id, q.livestream_id, l.home_city, app.agreement_reference(l.agreement_id) as agreement, q.told_rev,
      q.status, case when ${ASKED_ELSEWHERE} then q.reject_reason end as reject_reason, q.posting_id, q.text, q.askers, q.asked_at, q.decided_at, q.on_air_at,
      case when q.answer_withdrawn_at is null then q.answer end as answer,
      case when q.answer_withdrawn_at is null then q.answer_from end as answer_from,
      case when q.answer_withdrawn_at is null then q.answered_at end as answered_at`.execute(tx);
  return rows;
}

/** Selects which version of a question was told last, 0 for none. */
export async function selectToldRev(tx: Tx, questionId: string): Promise<number> {
  const { rows } = await sql<{ toldRev: number }>`
    select told_rev from livestream_question where id = ${questionId}::uuid for update`.execute(tx);
  return rows[0]?.toldRev ?? 0;
}
