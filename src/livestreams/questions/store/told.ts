import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/** The facts of a question's notices. */
export type Told = {
  livestreamId: string;
  title: string;
  postingId: string | null;
  postingTitle: string | null;
  /** The posting's enterprise, if its home is here. */
  enterpriseId: string | null;
  /** Accounts of those who asked it. */
  askers: string[];
};

/** Selects the facts of a question's notices. Undefined if the question is gone. */
export async function selectTold(tx: Tx, questionId: string): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select q.livestream_id, l.title, q.posting_id, p.title as posting_title,
      case when app.is_hosted(p.home_city) then p.enterprise_id end as enterprise_id,
      array(select a.account_id from livestream_asker a
        where a.question_id = q.id and a.account_id is not null order by a.account_id)::text[] as askers
    from livestream_question q join livestream l on l.id = q.livestream_id
    left join shared.posting p on p.id = q.posting_id where q.id = ${questionId}`.execute(tx);
  return rows[0];
}
