import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { ApplicationStatus } from "../../../db/schema/index.ts";

/**
 * Answers of a city's employers to people of this node in the last 90 days: applications, answers, the median
 * time to an answer in seconds (null without one), and those whose answer is overdue.
 */
export type AnswerFigures = { sent: number; answered: number; medianS: number | null; overdue: number };

/** SQL for the applications of people of this node at a city's employers in the last 90 days. */
const sentTo = (city: string) => sql`
  application a join shared.account p on p.id = a.account_id
    join shared.posting s on s.id = a.posting_id
  where a.home_city = ${city} and a.created_at > (select app.now()) - interval '90 days'`;

const OVERDUE = sql`(a.status = 'sent' and a.answered_at is null and a.answer_due_at < (select app.now()))`;

/** Returns how the employers of a city of another node answer. */
export async function answerFigures(db: DbOrTx, city: string): Promise<AnswerFigures> {
  const { rows } = await sql<AnswerFigures>`
    select count(*)::int as sent, count(a.answered_at)::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from a.answered_at - a.created_at))::int as "medianS",
      count(*) filter (where ${OVERDUE})::int as overdue
    from ${sentTo(city)}`.execute(db);
  return rows[0] ?? { sent: 0, answered: 0, medianS: null, overdue: 0 };
}

/** An application as the desk lists it: nothing of the person. */
export type AnswerRow = {
  id: string;
  key: string;
  postingId: string;
  title: string;
  status: ApplicationStatus;
  overdue: boolean;
  createdAt: Date;
  answeredAt: Date | null;
};

/** Returns the applications that `answerFigures` counts, newest first. */
export async function selectAnswers(
  db: DbOrTx,
  of: { city: string; after: { at: string; id: string } | null; limit: number },
): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`/* planned */
    select a.id, a.created_at::text as key, a.posting_id, s.title, a.status, ${OVERDUE} as overdue, a.created_at,
      a.answered_at
    from ${sentTo(of.city)} and (${of.after?.id ?? null}::uuid is null
        or (a.created_at, a.id) < (${of.after?.at ?? null}::timestamptz, ${of.after?.id ?? null}::uuid))
    order by a.created_at desc, a.id desc limit ${of.limit}`.execute(db);
  return rows;
}
