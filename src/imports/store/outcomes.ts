import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import type { RowOutcome, RowPlan, RowReason } from "../../../db/schema/index.ts";
import type { Besides, PostingBefore } from "../../postings/index.ts";

/**
 * Returns a condition that limits `r` to the positions between the first and the last of the notes. Without
 * it, while statistics are older than the import, each batch would read all rows of the import.
 */
function between(notes: readonly { position: number }[]): RawBuilder<unknown> {
  let [first, last] = [Number.MAX_SAFE_INTEGER, -1];
  for (const { position } of notes) [first, last] = [Math.min(first, position), Math.max(last, position)];
  return sql`r.position between ${first}::int and ${last}::int`;
}

export type PlanNote = { position: number; plan: RowPlan; reasons: RowReason[] };

export async function writePlans(db: DbOrTx, importId: string, notes: readonly PlanNote[]): Promise<void> {
  await sql`
    update import_row r set plan = n.plan, reasons = n.reasons
    from ${rowList(notes, { position: "int", plan: "text", reasons: "jsonb" })}
    where r.import_id = ${importId} and ${between(notes)} and r.position = n.position`.execute(db);
}

export type OutcomeNote = {
  position: number;
  outcome: RowOutcome;
  reasons: RowReason[];
  posting_id: string | null;
  /** The posting as it was before the row changed it. */
  before: PostingBefore | null;
};

export async function writeOutcomes(tx: Tx, importId: string, notes: readonly OutcomeNote[]): Promise<void> {
  if (notes.length === 0) return;
  await sql`
    update import_row r set outcome = n.outcome, reasons = n.reasons, posting_id = n.posting_id,
      before = n.before
    from ${rowList(notes, { position: "int", outcome: "text", reasons: "jsonb", posting_id: "uuid", before: "jsonb" })}
    where r.import_id = ${importId} and ${between(notes)} and r.position = n.position`.execute(tx);
}

/** Returns the part of the insert of new postings that notes the outcome of their rows, in the same order. */
export const noteCreated = (
  importId: string,
  rows: readonly Pick<OutcomeNote, "position" | "reasons">[],
): Besides => ({
  columns: { position: "int", reasons: "jsonb" },
  rows,
  statement: sql`
    update import_row r set outcome = 'created', reasons = n.reasons, posting_id = n.id
    from n where r.import_id = ${importId} and ${between(rows)} and r.position = n.position`,
});

/**
 * Adds the reasons why postings were not published to the rows of these postings. A repeated call adds
 * nothing.
 */
export async function addReasons(
  db: DbOrTx,
  importId: string,
  found: readonly { id: string; code: string }[],
): Promise<void> {
  await sql`
    update import_row r set reasons = r.reasons || jsonb_build_array(n.reason)
    from (select id, jsonb_build_object('column', null, 'field', null, 'code', code) as reason
      from ${rowList(found, { id: "uuid", code: "text" })}) n
    where r.import_id = ${importId} and r.posting_id = n.id and not r.reasons @> jsonb_build_array(n.reason)`.execute(
    db,
  );
}

/**
 * Returns what an import wrote: the ids of the postings that it created, and those that it changed, with
 * their state before the first change.
 */
export async function writtenBy(
  tx: Tx,
  importId: string,
): Promise<{ created: string[]; changed: { id: string; before: PostingBefore }[] }> {
  const { rows } = await sql<{ id: string; before: PostingBefore | null }>`
    select distinct on (posting_id) posting_id as id, before from import_row
    where import_id = ${importId} and outcome in ('created', 'updated') and posting_id is not null
    order by posting_id, position`.execute(tx);
  return {
    created: rows.filter(({ before }) => before === null).map(({ id }) => id),
    changed: rows.flatMap(({ id, before }) => (before === null ? [] : [{ id, before }])),
  };
}

export type Tally = { outcomes: Record<string, number>; reasons: Record<string, number> };

/** Counts the rows of an import by outcome and by reason. */
export async function tally(db: DbOrTx, importId: string): Promise<Tally> {
  const outcomes = await sql<{ name: string; n: number }>`
    select outcome as name, count(*)::int as n from import_row
    where import_id = ${importId} and outcome is not null group by outcome`.execute(db);
  const reasons = await sql<{ name: string; n: number }>`
    select code as name, count(*)::int as n from (
      select distinct r.position, e ->> 'code' as code from import_row r, jsonb_array_elements(r.reasons) e
      where r.import_id = ${importId} and r.kind = 'data') found group by code`.execute(db);
  const record = (rows: { name: string; n: number }[]) =>
    Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  return { outcomes: record(outcomes.rows), reasons: record(reasons.rows) };
}

/** Selects the ids of an import's postings, in id order, after the given id. */
export async function postingsOf(
  db: DbOrTx,
  importId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct posting_id as id from import_row
    where import_id = ${importId} and outcome is not null and posting_id is not null
      and (${after}::uuid is null or posting_id > ${after}::uuid)
    order by posting_id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
