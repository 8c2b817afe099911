import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { VALIDITY_DAYS_MAX } from "../rules.ts";
import type { Posting } from "./rows.ts";
import { type ManagedPostingRow, selectDesk } from "./views.ts";

/** Parts that together make up the drafts of an enterprise. */
export const DRAFT_PARTS = ["ready", "lacking", "returned"] as const;
export type DraftPart = (typeof DRAFT_PARTS)[number];

/** True for a draft that has all that its submission asks for: `gaps` returns nothing. */
const COMPLETE = sql`(p.missing = '{}' or p.repost) and (p.repost or not p.duties_suggested or p.duties is null)
  and coalesce(p.valid_through between app.today() and app.today() + ${sql.lit(VALIDITY_DAYS_MAX)}, false)`;

const PART: Record<DraftPart, RawBuilder<unknown>> = {
  ready: sql`p.return_reasons is null and (${COMPLETE})`,
  lacking: sql`p.return_reasons is null and not (${COMPLETE})`,
  returned: sql`p.return_reasons is not null`,
};

export type DraftsQuery = { enterpriseId: string; text: string | null };

/** Condition on the drafts of an enterprise whose title, place or pay contains the text. */
const asked = ({
  enterpriseId,
  text,
}: DraftsQuery) => sql`p.enterprise_id = ${enterpriseId} and p.status = 'draft'
  and ${text ? sql`strpos(lower(concat_ws(' ', p.title, p.place_text, p.pay_text)), lower(${text})) > 0` : sql`true`}`;

/**
 * Selects an enterprise's drafts, newest first, one more than `limit`, to show whether there is a next page.
 */
export async function selectDrafts(
  db: DbOrTx,
  q: DraftsQuery & {
    part: DraftPart | null;
    after: { createdAt: string; id: string } | null;
    limit: number;
  },
): Promise<ManagedPostingRow[]> {
  const later = q.after
    ? sql`and (p.created_at, p.id) < (${q.after.createdAt}::timestamptz, ${q.after.id}::uuid)`
    : sql``;
  const part = q.part ? sql`and ${PART[q.part]}` : sql``;
  return selectDesk(
    db,
    sql`${asked(q)} ${part} ${later}`,
    sql`order by p.created_at desc, p.id desc limit ${q.limit + 1}`,
  );
}

/** Counts an enterprise's drafts by part, and those whose duties nobody has confirmed. */
export async function countParts(
  db: DbOrTx,
  q: DraftsQuery,
): Promise<Record<DraftPart | "unconfirmed", number>> {
  const counts = DRAFT_PARTS.map(
    (part) => sql`count(*) filter (where ${PART[part]})::int as ${sql.ref(part)}`,
  );
  const { rows } = await sql<Record<DraftPart | "unconfirmed", number>>`
    select ${sql.join(counts)}, count(*) filter (where p.duties_suggested and p.duties is not null)::int as unconfirmed
    from posting p where ${asked(q)}`.execute(db);
  return rows[0] as Record<DraftPart | "unconfirmed", number>;
}

/** Selects the next ids of an enterprise's drafts that no officer has returned, in id order. */
export async function nextDraftIds(
  tx: Tx,
  enterpriseId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from posting where enterprise_id = ${enterpriseId} and status = 'draft' and return_reasons is null
      and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Selects those of the postings that are the enterprise's, and locks them until the transaction ends. */
export async function lockOwn(tx: Tx, enterpriseId: string, ids: string[]): Promise<Posting[]> {
  return tx
    .selectFrom("posting")
    .selectAll()
    .where("enterpriseId", "=", enterpriseId)
    .where("id", "in", ids)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Submits drafts in one statement. `confirmed`: their duties count as confirmed. Returns new revisions. */
export async function submitAll(
  tx: Tx,
  ids: string[],
  confirmed: boolean,
): Promise<{ id: string; rev: number }[]> {
  const { rows } = await sql<{ id: string; rev: number }>`
    update posting set status = 'submitted', submitted_at = app.now(), return_reasons = null, missing = '{}',
      duties_suggested = duties_suggested and not ${confirmed}, updated_at = app.now(), rev = rev + 1
    where id = any(${ids}::uuid[]) and status = 'draft' returning id, rev`.execute(tx);
  return rows;
}
