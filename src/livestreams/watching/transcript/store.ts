import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { joinPosting } from "../../livestream/index.ts";

export type MomentRow = {
  kind: "pin" | "question" | "claim";
  id: string;
  at: Date;
  atKey: string;
  /** The posting of a pin. */
  postingId: string | null;
  title: string | null;
  employer: string | null;
};

/** Time of a question's line: its last answer, else the time at which everybody could read it. */
const ANSWERED = sql`greatest(q.decided_at, q.on_air_at,
  case when q.answer_withdrawn_at is null then q.answered_at end)`;

/**
 * SQL: pins that the public saw. A pin of the rehearsal counts from `shownFrom`, unless it was closed before.
 */
const pins = (id: string, shownFrom: Date): RawBuilder<unknown> => sql`
  select 'pin' as kind, n.id, greatest(n.pinned_at, ${shownFrom}::timestamptz) as at, n.posting_id, p.title,
    e.name as employer
  from livestream_pin n ${joinPosting(sql`n.posting_id`)}
  where n.livestream_id = ${id}::uuid and (n.unpinned_at is null or n.unpinned_at > ${shownFrom}::timestamptz)`;

/**
 * Selects moments of a livestream by page, newest first. Pins are left out if the public sees none yet.
 */
export async function selectMoments(
  db: DbOrTx,
  id: string,
  asked: { after: { atKey: string; id: string } | null; limit: number; shownFrom: Date | null },
): Promise<MomentRow[]> {
  const { after, limit, shownFrom } = asked;
  const place = after ? sql`(m.at, m.id) < (${after.atKey}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const pinned = shownFrom ? sql`union all ${pins(id, shownFrom)}` : sql``;
  const { rows } = await sql<MomentRow>`
    select m.kind, m.id, m.at, m.at::text as at_key, m.posting_id, m.title, m.employer from (
      select 'claim' as kind, c.id, c.at, null::uuid as posting_id, null as title, null as employer
      from livestream_claim c where c.livestream_id = ${id}::uuid and c.withdrawn_at is null
      union all
      select 'question', q.id, ${ANSWERED}, null, null, null
      from livestream_question q where q.livestream_id = ${id}::uuid and q.status = 'passed'
      ${pinned}) m
    where ${place} order by m.at desc, m.id desc limit ${limit}`.execute(db);
  return rows;
}
