import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import { COLUMNS, QUESTION, type QuestionPosition, type QuestionRow } from "./questions.ts";

export type PostingOwner = { enterpriseId: string; homeCity: string; live: boolean };

/** Selects the enterprise of a posting, and whether it may be applied to now. */
export async function selectPostingOwner(db: DbOrTx, postingId: string): Promise<PostingOwner | undefined> {
  const { rows } = await sql<PostingOwner>`
    select p.enterprise_id, p.home_city, p.status = 'published' and p.expires_at > t.now and e.status = 'verified' as live
    from shared.posting p join shared.enterprise e on e.id = p.enterprise_id cross join ${timeOnce}
    where p.id = ${postingId}`.execute(db);
  return rows[0];
}

/** Selects the livestream of a question about a posting. Undefined for another posting. */
export async function livestreamOfQuestion(
  db: DbOrTx,
  { postingId, id }: { postingId: string; id: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom("livestreamQuestion")
    .select("livestreamId")
    .where("id", "=", id)
    .where("postingId", "=", postingId)
    .executeTakeFirst();
  return row?.livestreamId;
}

/**
 * Selects the passed questions about a posting by page, newest first, for its enterprise. Those of another
 * node's livestreams are answered there.
 */
export async function selectOfPosting(
  db: DbOrTx,
  postingId: string,
  { after, limit }: { after: QuestionPosition | null; limit: number },
): Promise<QuestionRow[]> {
  const place = after
    ? sql`(q.decided_at, q.id) < (${after.key}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<QuestionRow>`
    select ${COLUMNS} from ${QUESTION}
    where q.posting_id = ${postingId} and q.status = 'passed' and q.copied_from is null and ${place}
      and exists (select from livestream l where l.id = q.livestream_id and app.is_hosted(l.home_city))
    order by q.decided_at desc, q.id desc limit ${limit}`.execute(db);
  return rows;
}

export type AnswerRow = {
  id: string;
  text: string;
  askers: number;
  answer: string;
  answeredAt: Date;
  decidedKey: string;
};

/**
 * Selects the questions about a posting that its enterprise answered, by page, newest first. None unless the
 * posting can be applied to, its enterprise is not suspended, and the answer was not withdrawn.
 */
export async function selectAnswers(
  db: DbOrTx,
  postingId: string,
  { after, limit }: { after: QuestionPosition | null; limit: number },
): Promise<AnswerRow[]> {
  const place = after
    ? sql`(q.decided_at, q.id) < (${after.key}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<AnswerRow>`
    select q.id, q.text, q.answer, q.answered_at, q.decided_at::text as decided_key,
      q.askers + coalesce((select sum(o.askers)::int from livestream_question o where o.copied_from = q.id), 0) as askers
    from livestream_question q join shared.posting p on p.id = q.posting_id
    join shared.enterprise e on e.id = p.enterprise_id cross join ${timeOnce}
    where q.posting_id = ${postingId} and q.status = 'passed' and q.answer_from = 'enterprise'
      and q.answer_withdrawn_at is null and q.copied_from is null and ${place}
      and p.status = 'published' and p.expires_at > t.now and e.status = 'verified'
    order by q.decided_at desc, q.id desc limit ${limit}`.execute(db);
  return rows;
}
