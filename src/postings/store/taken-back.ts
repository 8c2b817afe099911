import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import { rowList, type SqlType } from "../../../db/row-list.ts";
import type { PostingStatus } from "../../../db/schema/index.ts";
import { columnOf, IMPORTED_COLUMNS, sqlName } from "../columns.ts";
import type { Posting } from "./rows.ts";

/** Columns that an import changes, by the names and types of the table. */
const COLUMNS: Record<string, SqlType> = {
  ...Object.fromEntries(IMPORTED_COLUMNS.map((name) => [sqlName(name), columnOf(name).sql])),
  status: "text",
  submitted_at: "timestamptz",
  return_reasons: "jsonb",
  import_id: "uuid",
};
const NAMES = Object.keys(COLUMNS);
const KEPT: Record<string, SqlType> = { id: "uuid", source_digest: "text", ...COLUMNS };

/** A posting's columns that an import changes, by the table's names. `source_digest` is in hex. */
export type PostingBefore = Record<string, unknown> & { status: PostingStatus };

/** Returns the columns of a posting that an import is about to change. */
export const postingBefore = (posting: Posting): PostingBefore => {
  const columns = Object.entries(posting).map(([name, value]) => [sqlName(name), value] as const);
  return {
    ...Object.fromEntries(columns.filter(([name]) => name in COLUMNS)),
    status: posting.status,
    source_digest: posting.sourceDigest?.toString("hex") ?? null,
  };
};

/** Actions with which a run publishes its own postings. */
const PUBLISHES = ["posting.submit", "posting.approve", "posting.repost"];

/**
 * Counts the postings on which somebody acted after an import had written them: an audited step, a call, an
 * application, a place at an event. The run's own steps, until `finishedAt`, and steps on the whole import do
 * not count.
 */
export async function countActedOn(
  tx: Tx,
  run: { importId: string; finishedAt: Date },
  ids: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from unnest(${ids}::uuid[]) p(id)
    join lateral (
      select max(at) as at from audit where subject_kind = 'posting' and subject_id = p.id::text
        and action in ('posting.import', 'posting.reimport') and detail ->> 'importId' = ${run.importId}) own on true
    where exists (
        select 1 from audit a where a.subject_kind = 'posting' and a.subject_id = p.id::text and a.at > own.at
          and a.detail ->> 'importId' is distinct from ${run.importId}
          and not (a.at <= ${run.finishedAt} and a.action = any(${PUBLISHES})))
      or exists (select 1 from call_click c where c.posting_id = p.id and c.day >= (own.at at time zone 'Asia/Shanghai')::date)
      or exists (select 1 from shared.application a where a.posting_id = p.id and a.created_at >= own.at)
      or exists (select 1 from posting_at_event e where e.posting_id = p.id)`.execute(tx);
  return rows[0]?.n ?? 0;
}

export type TakenBack = { id: string; from: PostingStatus };

/**
 * Closes postings that an import created. They lose their source key, so that the same row makes a new
 * posting when it is imported again.
 */
export async function closeImported(tx: Tx, ids: readonly string[]): Promise<TakenBack[]> {
  const { rows } = await sql<TakenBack>`
    update posting p set status = 'closed', close_reason = 'mistake', closed_at = app.now(), source_key = null,
      source_digest = null, updated_at = app.now(), rev = p.rev + 1
    from (select id, status from posting where id = any(${ids}::uuid[])) b where p.id = b.id
    returning p.id, b.status as "from"`.execute(tx);
  return rows;
}

/** Gives postings that an import changed their former columns. */
export async function restoreImported(
  tx: Tx,
  rows: readonly { id: string; before: PostingBefore }[],
): Promise<TakenBack[]> {
  const values = rows.map(({ id, before }) => ({ ...before, id }));
  const { rows: restored } = await sql<TakenBack>`
    update posting p set ${sql.raw(NAMES.map((name) => `${name} = n.${name}`).join(", "))},
      source_digest = decode(n.source_digest, 'hex'), updated_at = app.now(), rev = p.rev + 1
    from ${rowList(values, KEPT)},
      (select id, status from posting where id = any(${rows.map(({ id }) => id)}::uuid[])) b
    where p.id = n.id and b.id = p.id
    returning p.id, b.status as "from"`.execute(tx);
  return restored;
}
