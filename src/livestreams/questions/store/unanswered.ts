import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import { COLUMNS, QUESTION, type QuestionPosition, type QuestionRow } from "./questions.ts";

/**
 * Selects the passed questions about live postings of an enterprise that it has not answered in writing, by
 * page, oldest first.
 */
export async function selectUnanswered(
  db: DbOrTx,
  enterpriseId: string,
  { after, limit }: { after: QuestionPosition | null; limit: number },
): Promise<QuestionRow[]> {
  const place = after
    ? sql`(q.decided_at, q.id) > (${after.key}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<QuestionRow>`
    select ${COLUMNS} from ${QUESTION} cross join ${timeOnce}
    where p.enterprise_id = ${enterpriseId}::uuid and p.status = 'published' and p.expires_at > t.now
      and q.status = 'passed' and q.copied_from is null and ${place}
      and (q.answer_from is distinct from 'enterprise' or q.answer_withdrawn_at is not null)
    order by q.decided_at, q.id limit ${limit}`.execute(db);
  return rows;
}
