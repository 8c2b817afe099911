import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { type LivestreamReader, readable, withSignal } from "../../livestream/index.ts";
import { ASKED_IN, MAY_BE_ASKED, type NewQuestion } from "../store/ask.ts";
import { COLUMNS, type QuestionPosition, type QuestionRow } from "../store/questions.ts";

export type SentRow = Omit<QuestionRow, "status" | "askers"> & {
  /** The state of the home's question; null while nothing is known of it. */
  status: QuestionRow["status"] | null;
  askers: number | null;
  questionId: string | null;
  refusal: string | null;
};

const SENT = sql`livestream_sent_question a
  left join livestream_question q on q.id = a.question_id and q.livestream_id = a.livestream_id
  left join shared.posting p on p.id = a.posting_id`;
const SENT_COLUMNS = sql`${COLUMNS}, a.id, a.livestream_id, a.posting_id, a.text, a.asked_at, a.asked_at::text as asked_key,
  coalesce(q.rev, 0) as rev, a.question_id, a.refusal, p.title`;

export type NewSent = NewQuestion & { city: string; asker: Buffer; accountId: string | null };

/**
 * Inserts a question that goes to the home of a copied livestream. One that the home refused is asked anew.
 * Returns false for one that this viewer sent before, and if it may not be asked.
 */
export async function insertSent(
  tx: Tx,
  { actor, scope }: LivestreamReader,
  { id, livestreamId, city, postingId, text, norm, asker, accountId }: NewSent,
): Promise<boolean> {
  const { rows } = await sql`
    insert into livestream_sent_question as a (id, livestream_id, city, posting_id, text, norm, asker, account_id, asked_at)
    select ${id}::uuid, l.id, ${city}, q.posting_id, ${text}::text, ${norm}::text, ${asker}::bytea, ${accountId}::uuid, t.now
    from ${withSignal(sql`livestream l`)} cross join (select ${postingId}::uuid as posting_id) q
    where l.id = ${livestreamId} and l.announced_at is not null and not app.is_hosted(l.home_city)
      and ${readable(actor, scope)} and ${ASKED_IN} and ${MAY_BE_ASKED}
    on conflict on constraint livestream_sent_question_once do update set id = excluded.id, city = excluded.city,
      text = excluded.text, asked_at = excluded.asked_at, question_id = null, refusal = null
    where a.refusal is not null returning 1`.execute(tx);
  return rows.length > 0;
}

/** Selects the id of a question that this viewer sent. Undefined for none. */
export async function selectSentOnce(
  tx: Tx,
  { livestreamId, postingId, norm, asker }: NewSent,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from livestream_sent_question where livestream_id = ${livestreamId}::uuid and asker = ${asker}::bytea
      and posting_id is not distinct from ${postingId}::uuid and norm = ${norm}`.execute(tx);
  return rows[0]?.id;
}

export async function selectSent(db: DbOrTx, id: string): Promise<SentRow | undefined> {
  const { rows } = await sql<SentRow>`select ${SENT_COLUMNS} from ${SENT} where a.id = ${id}::uuid`.execute(
    db,
  );
  return rows[0];
}

/** Selects what a viewer sent about one livestream by page, newest first. */
export async function selectOwnSent(
  db: DbOrTx,
  livestreamId: string,
  {
    askers,
    postingId,
    after,
    limit,
  }: {
    askers: readonly Buffer[];
    postingId: string | null;
    after: QuestionPosition | null;
    limit: number;
  },
): Promise<SentRow[]> {
  const place = after ? sql`(a.asked_at, a.id) < (${after.key}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<SentRow>`
    select ${SENT_COLUMNS} from ${SENT}
    where a.livestream_id = ${livestreamId}::uuid and a.asker = any(${askers}::bytea[]) and ${place}
      and (${postingId}::uuid is null or a.posting_id = ${postingId}::uuid)
    order by a.asked_at desc, a.id desc limit ${limit}`.execute(db);
  return rows;
}

export type GoneSent = { asker: Buffer; city: string; refusal: string | null };

/** Deletes what a viewer sent. Undefined unless it is the viewer's. */
export async function deleteSent(
  tx: Tx,
  { livestreamId, id, askers }: { livestreamId: string; id: string; askers: readonly Buffer[] },
): Promise<GoneSent | undefined> {
  const { rows } = await sql<GoneSent>`
    delete from livestream_sent_question
    where id = ${id}::uuid and livestream_id = ${livestreamId}::uuid and asker = any(${askers}::bytea[])
    returning asker, city, refusal`.execute(tx);
  return rows[0];
}

/** Writes what the home answered: its question, or the code of its refusal. */
export async function settleSent(
  tx: Tx,
  id: string,
  { questionId, refusal }: { questionId: string | null; refusal: string | null },
): Promise<void> {
  await sql`
    update livestream_sent_question set question_id = ${questionId}::uuid, refusal = ${refusal}
    where id = ${id}::uuid`.execute(tx);
}

/** Selects the question that a city's node asked under this id for this viewer. Undefined for none. */
export async function selectByAsk(
  tx: Tx,
  {
    askId,
    city,
    livestreamId,
    askers,
  }: { askId: string; city: string; livestreamId: string; askers: readonly Buffer[] },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select q.id from livestream_asker a join livestream_question q on q.id = a.question_id
    where a.asker = any(${askers}::bytea[]) and a.ask_id = ${askId}::uuid and a.city = ${city} and q.livestream_id = ${livestreamId}::uuid`.execute(
    tx,
  );
  return rows[0]?.id;
}
