import { type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database } from "../../../../db/schema/index.ts";
import type { QuestionListName } from "../schema.ts";

type Table = Database["livestreamQuestion"];
export type QuestionRow = Omit<Selectable<Table>, "decidedBy" | "answeredBy" | "norm" | "toldRev"> & {
  title: string | null;
  name: string | null;
  /** Sort values of a list, as text. */
  askedKey: string;
  decidedKey: string | null;
  chosenKey: string | null;
};

export const COLUMNS = sql`q.id, q.livestream_id, q.posting_id, q.text, q.status, q.reject_reason, q.askers, q.asked_at,
  q.decided_at, q.chosen_at, q.on_air_at, q.answer, q.answer_from, q.answered_at, q.answer_withdrawn_at, q.copied_from, q.rev,
  q.asked_at::text as asked_key, q.decided_at::text as decided_key, q.chosen_at::text as chosen_key, p.title,
  (select a.name from livestream_asker a where a.question_id = q.id and a.name is not null
    order by a.asked_at limit 1) as name`;
export const QUESTION = sql`livestream_question q left join shared.posting p on p.id = q.posting_id`;

export async function selectQuestion(db: DbOrTx, id: string): Promise<QuestionRow | undefined> {
  const { rows } = await sql<QuestionRow>`select ${COLUMNS} from ${QUESTION} where q.id = ${id}`.execute(db);
  return rows[0];
}

/** Locks a question of the livestream. Undefined if there is none. */
export async function lockQuestion(
  tx: Tx,
  { livestreamId, id }: { livestreamId: string; id: string },
): Promise<QuestionRow | undefined> {
  const { rows } = await sql<QuestionRow>`
    select ${COLUMNS} from ${QUESTION}
    where q.id = ${id} and q.livestream_id = ${livestreamId} for update of q`.execute(tx);
  return rows[0];
}

export type QuestionChange = Omit<Updateable<Table>, "id" | "rev" | "toldRev">;

/** Updates a question. A change of the answer also changes the questions that show it. */
export async function updateQuestion(
  tx: Tx,
  id: string,
  change: QuestionChange,
  { withCopies = false }: { withCopies?: boolean } = {},
): Promise<void> {
  await tx
    .updateTable("livestreamQuestion")
    .set({ ...change, rev: sql`rev + 1` })
    .where((where) =>
      withCopies ? where.or([where("id", "=", id), where("copiedFrom", "=", id)]) : where("id", "=", id),
    )
    .execute();
}

/** Removes a question's text from the live events that told of it. */
export async function removeFromEvents(
  tx: Tx,
  { livestreamId, questionId }: { livestreamId: string; questionId: string },
): Promise<void> {
  await sql`
    update livestream_event set data = jsonb_build_object('id', data -> 'id', 'state', 'gone')
    where livestream_id = ${livestreamId} and kind = 'question' and data ->> 'id' = ${questionId}`.execute(
    tx,
  );
}

export type QuestionPosition = { key: string; id: string };
export type QuestionQuery = {
  which: QuestionListName;
  postingId: string | null;
  /** HMACs of the viewer, for `own`. */
  askers: readonly Buffer[];
  after: QuestionPosition | null;
  limit: number;
};

/** Returns the order of a list: its sort column, and whether it descends. */
const orderOf = (which: QuestionListName): { key: RawBuilder<unknown>; descends: boolean } => {
  if (which === "chosen") return { key: sql`q.chosen_at`, descends: false };
  return which === "held" || which === "own"
    ? { key: sql`q.asked_at`, descends: which === "own" }
    : { key: sql`q.decided_at`, descends: true };
};

/** SQL condition: an officer passed the question, and nobody has answered it on air or in writing. */
const WAITS = sql`q.status = 'passed' and q.on_air_at is null and (q.answer is null or q.answer_withdrawn_at is not null)`;

/** SQL condition: not the mark that a copied question was rejected at its home, which has no text. */
const READ = sql`q.text <> ''`;

/** Returns an SQL condition: the question is in a list. */
function isIn(which: QuestionListName, askers: readonly Buffer[]): RawBuilder<unknown> {
  if (which === "own")
    return sql`q.id in (select a.question_id from livestream_asker a where a.asker = any(${askers}::bytea[]))`;
  return which === "chosen"
    ? sql`q.chosen_at is not null and ${WAITS}`
    : sql`q.status = ${which} and ${READ}`;
}

/**
 * Selects questions of a livestream by page. Held and chosen ones are sorted oldest first, others
 * newest first.
 */
export async function selectQuestions(
  db: DbOrTx,
  livestreamId: string,
  { which, postingId, askers, after, limit }: QuestionQuery,
): Promise<QuestionRow[]> {
  const { key, descends } = orderOf(which);
  const sign = descends ? sql`<` : sql`>`;
  const turn = descends ? sql`desc` : sql`asc`;
  const parts = [
    sql`q.livestream_id = ${livestreamId}`,
    isIn(which, askers),
    ...(postingId ? [sql`q.posting_id = ${postingId}::uuid`] : []),
    ...(after ? [sql`(${key}, q.id) ${sign} (${after.key}::timestamptz, ${after.id}::uuid)`] : []),
  ];
  const { rows } = await sql<QuestionRow>`
    select ${COLUMNS} from ${QUESTION} where ${sql.join(parts, sql` and `)}
    order by ${key} ${turn}, q.id ${turn} limit ${limit}`.execute(db);
  return rows;
}

/** Counts the questions of a livestream by state. */
export async function countQuestions(
  db: DbOrTx,
  livestreamId: string,
  postingId: string | null,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`
    select case when q.status = 'passed' and (q.on_air_at is not null
      or q.answer is not null and q.answer_withdrawn_at is null) then 'answered' else q.status end as state,
      count(*)::int as n
    from livestream_question q
    where q.livestream_id = ${livestreamId} and (${postingId}::uuid is null or q.posting_id = ${postingId}::uuid) and ${READ}
    group by 1
    union all
    select 'chosen', count(*)::int from livestream_question q
    where q.livestream_id = ${livestreamId} and (${postingId}::uuid is null or q.posting_id = ${postingId}::uuid)
      and q.chosen_at is not null and ${WAITS}
    having count(*) > 0`.execute(db);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Selects those of the questions that everybody reads. */
export async function selectPassedById(db: DbOrTx, ids: readonly string[]): Promise<QuestionRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<QuestionRow>`
    select ${COLUMNS} from ${QUESTION} where q.id = any(${[...ids]}::uuid[]) and q.status = 'passed'`.execute(
    db,
  );
  return rows;
}
