import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { Copy, Held } from "../../../platform/changes/index.ts";
import { Id } from "../../../platform/core/schema.ts";
import { appendEvent } from "../../livestream/index.ts";
import {
  type QuestionPayload,
  REJECT_REASONS,
  removeFromEvents,
  shownQuestion,
} from "../../questions/index.ts";

/** SQL condition: the livestream `l` is a copy of a record of the city. */
const copiedFrom = (home: string) => sql`l.home_city = ${home} and not app.is_hosted(l.home_city)`;

/**
 * Writes a copied question and tells live pages. Returns false if its livestream is unknown here. It is
 * compared with no question that is asked here, so its id stands for the text that is compared.
 */
export async function putQuestion(
  tx: Tx,
  { id, home, rev, payload: p }: Copy<QuestionPayload>,
): Promise<boolean> {
  const { rows: known } = await sql`
    select 1 from livestream l where l.id = ${p.livestreamId}::uuid for no key update`.execute(tx);
  if (known.length === 0) return false;
  const { rows } = await sql`
    insert into livestream_question as q (id, livestream_id, posting_id, text, norm, status, askers, asked_at, decided_at,
      on_air_at, answer, answer_from, answered_at, rev, told_rev)
    select ${id}::uuid, l.id, ${p.postingId}::uuid, ${p.text}, ${id}, 'passed', ${p.askers}::int, ${p.askedAt}::timestamptz,
      ${p.decidedAt}::timestamptz, ${p.onAirAt}::timestamptz, ${p.answer?.text ?? null}, ${p.answer?.from ?? null},
      ${p.answer?.at ?? null}::timestamptz, ${rev}::int, ${rev}::int
    from livestream l where l.id = ${p.livestreamId}::uuid and ${copiedFrom(home)}
    on conflict (id) do update set posting_id = excluded.posting_id, text = excluded.text, askers = excluded.askers,
      status = excluded.status, reject_reason = null,
      decided_at = excluded.decided_at, on_air_at = excluded.on_air_at, answer = excluded.answer,
      answer_from = excluded.answer_from, answered_at = excluded.answered_at, rev = excluded.rev,
      told_rev = excluded.told_rev
    where q.livestream_id = excluded.livestream_id and q.told_rev < excluded.told_rev
    returning 1`.execute(tx);
  if (rows.length > 0)
    await appendEvent(tx, p.livestreamId, { kind: "question", data: await shownQuestion(tx, id) });
  return true;
}

type Gone = { id: string; livestreamId: string; postingId: string | null };

/** A closed question whose askers here read why it was rejected. */
const Rejected = z.object({ livestreamId: Id, reason: z.enum(REJECT_REASONS) });

/**
 * Marks a copied question as rejected at its home, without its text. The mark may come before the home's
 * answer to the asker's node, so it does not need the question.
 */
async function markRejected(tx: Tx, { id, home, rev }: Copy, told: z.infer<typeof Rejected>): Promise<void> {
  await sql`
    insert into livestream_question as q (id, livestream_id, text, norm, status, reject_reason, asked_at, decided_at, rev, told_rev)
    select ${id}::uuid, l.id, '', ${id}, 'rejected', ${told.reason}, app.now(), app.now(), ${rev}::int, ${rev}::int
    from livestream l where l.id = ${told.livestreamId}::uuid and ${copiedFrom(home)}
    on conflict (id) do nothing`.execute(tx);
}

/**
 * Deletes copied questions that the public of their home reads no more, also from live events. Of one that a
 * viewer of another node asked, and that was rejected, the reason stays.
 */
export async function closeQuestions(tx: Tx, copies: readonly Copy[]): Promise<void> {
  const asked = copies.map(({ id, home, rev }) => ({ id, home, rev }));
  const { rows } = await sql<Gone>`
    delete from livestream_question q using livestream l, ${rowList(asked, { id: "uuid", home: "text", rev: "int" })}
    where q.id = n.id and l.id = q.livestream_id and l.home_city = n.home and not app.is_hosted(l.home_city)
      and q.told_rev < n.rev returning q.id, q.livestream_id, q.posting_id`.execute(tx);
  for (const { id, livestreamId, postingId } of rows) {
    await removeFromEvents(tx, { livestreamId, questionId: id });
    await appendEvent(tx, livestreamId, { kind: "question", data: { id, postingId, state: "gone" } });
  }
  for (const copy of copies) {
    const { success, data } = Rejected.safeParse(copy.payload);
    if (success) await markRejected(tx, copy, data);
  }
}

/** SQL for the questions that a city's public log tells. */
export const questionsToldBy = (city: string) => sql<Held>`
  select q.id, q.told_rev as rev from livestream l join livestream_question q on q.livestream_id = l.id
  where l.home_city = ${city} and q.told_rev > 0 and q.status = 'passed'`;

export async function purgeQuestions(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from livestream_question q using livestream l
    where q.id = any(${ids}::uuid[]) and l.id = q.livestream_id and ${copiedFrom(home)} returning q.id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
