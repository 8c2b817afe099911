import { type RawBuilder, sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import type { RowOutcome, RowPlan, RowReason } from "../../../db/schema/index.ts";
import type { StagedRow } from "../rows/words.ts";

export type NewRow = {
  position: number;
  sheet: string;
  row_no: number;
  kind: string;
  cells: string[];
  employer: string | null;
  marks: string[];
  /** The content, from which the database computes the row's digest; null for a row that is no posting. */
  said: string | null;
};

const NEW_ROW = {
  position: "int",
  sheet: "text",
  row_no: "int",
  kind: "text",
  cells: "jsonb",
  employer: "text",
  marks: "text[]",
  said: "text",
} as const;

/**
 * Inserts rows, and stores in their import how many rows it has then. Does not wait for the disk: whoever
 * ends the staging counts the rows, because a crash of the server may lose the newest ones.
 */
export async function insertRows(
  db: Db,
  importId: string,
  rows: readonly NewRow[],
  rowsStaged: number,
): Promise<void> {
  await sql`
    with counted as (
      update import_batch set rows_staged = ${rowsStaged}, updated_at = app.now() where id = ${importId}
      returning set_config('synchronous_commit', 'off', true))
    insert into import_row (import_id, position, sheet, row_no, kind, cells, employer, marks, digest)
    select ${importId}, n.position, n.sheet, n.row_no, n.kind, n.cells, n.employer, n.marks,
      sha256(convert_to(n.said, 'UTF8'))
    from ${rowList(rows, NEW_ROW)}`.execute(db);
}

export async function deleteRows(db: DbOrTx, importId: string): Promise<void> {
  await sql`delete from import_row where import_id = ${importId}`.execute(db);
}

/**
 * SQL that sets `occurrence`, the number of earlier rows with equal content, where it has changed. Joins by
 * ctid: while the table's statistics are older than the import, a join by position would compare each row
 * with every other.
 */
export const repeatsOf = (importId: string) => sql`
    update import_row r set occurrence = n.before from (
      select ctid as at, row_number() over (partition by digest order by position) - 1 as before
      from import_row where import_id = ${importId} and kind = 'data') n
    where r.ctid = n.at and r.occurrence <> n.before`;

/** Stores how many earlier rows of the import equal each row: see `repeatsOf`. */
export async function numberRepeats(db: DbOrTx, importId: string): Promise<void> {
  await repeatsOf(importId).execute(db);
}

/**
 * Turns rows with the mark "hidden" or "struck" into data rows, or back. Forgets what a dry run planned for
 * them.
 */
export async function includeHidden(tx: Tx, importId: string, included: boolean): Promise<void> {
  await sql`
    update import_row set plan = null, reasons = '[]',
      kind = case when ${included} then 'data' when 'hidden' = any(marks) then 'hidden' else 'struck' end
    where import_id = ${importId} and marks && array['hidden', 'struck']`.execute(tx);
}

/** Counts the rows of an import by kind. */
export async function countKinds(db: DbOrTx, importId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from import_row where import_id = ${importId} group by kind`.execute(db);
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

/**
 * Marks the rows of an import that share a source id, which then identifies no posting. Joins by ctid for the
 * same reason as `repeatsOf`.
 */
export async function markRepeatedIds(
  db: DbOrTx,
  importId: string,
  columns: { sheet: string; column: number | null }[],
): Promise<void> {
  if (columns.every(({ column }) => column === null)) {
    await sql`update import_row set id_repeated = false
      where import_id = ${importId} and kind = 'data' and id_repeated`.execute(db);
    return;
  }
  const sheets = columns.map((c) => c.sheet);
  await sql`
    update import_row r set id_repeated = n.repeated from (
      select w.at, w.id is not null and count(*) over (partition by w.id) > 1 as repeated from (
        select i.ctid as at, nullif(btrim(i.cells ->> c.col, E' \\t\\n\\r\\u3000'), '') as id
        from import_row i join unnest(${sheets}::text[], ${columns.map((c) => c.column)}::int[]) as c(sheet, col)
          on c.sheet = i.sheet
        where i.import_id = ${importId} and i.kind = 'data') w) n
    where r.ctid = n.at and r.id_repeated <> n.repeated`.execute(db);
}

const DATA = sql`kind = 'data'`;
const LEFT = sql`${DATA} and outcome is null`;

type Question = { importId: string; after: number; limit: number };
type StagedList = [number, string, number, string[], string | null, string[], string | null, number, boolean];

/**
 * Selects the next rows of a kind after a position, in file order. The database returns them as one JSON list
 * of lists, which is read in a third of the time of as many rows.
 */
async function stagedRows(
  db: DbOrTx,
  kind: RawBuilder<unknown>,
  { importId, after, limit }: Question,
): Promise<StagedRow[]> {
  const { rows } = await sql<{ staged: StagedList[] | null }>`
    select json_agg(json_build_array(position, sheet, row_no, cells, employer, marks, encode(digest, 'hex'), occurrence,
      id_repeated) order by position) as staged
    from (select * from import_row where import_id = ${importId} and ${kind} and position > ${after}
      order by position limit ${limit}) r`.execute(db);
  return (rows[0]?.staged ?? []).map(
    ([position, sheet, rowNo, cells, employer, marks, digest, occurrence, idRepeated]) => ({
      position,
      sheet,
      rowNo,
      cells,
      employer,
      marks,
      digest,
      occurrence,
      idRepeated,
      equalTo: null,
    }),
  );
}

/** Selects the next data rows without an outcome, after a position, in file order. */
export const rowsLeft = (db: DbOrTx, question: Question): Promise<StagedRow[]> =>
  stagedRows(db, LEFT, question);

/** Selects the next data rows after a position, in file order. */
export const dataRowsAfter = (db: DbOrTx, question: Question): Promise<StagedRow[]> =>
  stagedRows(db, DATA, question);

/**
 * Returns the positions, from the first to the last given one, whose rows have an outcome already or need
 * none.
 */
export async function positionsDone(
  tx: Tx,
  importId: string,
  { first, last }: { first: number; last: number },
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ position: number }>`
    select position from import_row
    where import_id = ${importId} and not (${LEFT}) and position between ${first} and ${last}`.execute(tx);
  return new Set(rows.map(({ position }) => position));
}

export type RowQuestion = {
  importId: string;
  outcome?: RowOutcome | undefined;
  plan?: RowPlan | undefined;
  kind?: string | undefined;
  reason?: string | undefined;
  after: number | null;
  limit: number;
};

export type ShownRow = {
  position: number;
  sheet: string;
  rowNo: number;
  kind: string;
  cells: string[];
  marks: string[];
  plan: RowPlan | null;
  outcome: RowOutcome | null;
  reasons: RowReason[];
  postingId: string | null;
};

/** Selects rows of one import in file order, one more than `limit`, to show whether there is a next page. */
export async function selectRows(db: DbOrTx, q: RowQuestion): Promise<ShownRow[]> {
  const conditions: RawBuilder<unknown>[] = [sql`import_id = ${q.importId}`];
  if (q.outcome) conditions.push(sql`outcome = ${q.outcome}`);
  if (q.plan) conditions.push(sql`plan = ${q.plan}`);
  if (q.kind) conditions.push(sql`kind = ${q.kind}`);
  if (q.reason) conditions.push(sql`reasons @> ${JSON.stringify([{ code: q.reason }])}::jsonb`);
  if (q.after !== null) conditions.push(sql`position > ${q.after}`);
  const { rows } = await sql<ShownRow>`
    select position, sheet, row_no, kind, cells, marks, plan, outcome, reasons, posting_id from import_row
    where ${sql.join(conditions, sql` and `)} order by position limit ${q.limit + 1}`.execute(db);
  return rows;
}
