import { type RawBuilder, sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../db/client.ts";
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
  /** SHA-256 of the content, in hex. */
  digest: string | null;
};

export async function insertRows(db: Db, importId: string, rows: readonly NewRow[]): Promise<void> {
  await sql`
    insert into import_row (import_id, position, sheet, row_no, kind, cells, employer, marks, digest)
    select ${importId}, n.position, n.sheet, n.row_no, n.kind, n.cells, n.employer, n.marks, decode(n.digest, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(position int, sheet text, row_no int, kind text,
      cells jsonb, employer text, marks text[], digest text)`.execute(db);
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

const STAGED = sql`position, sheet, row_no, cells, employer, marks, digest, occurrence, id_repeated, null as equal_to`;

/** Selects the next data rows without an outcome, in file order. */
export async function rowsLeft(db: DbOrTx, importId: string, limit: number): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    select ${STAGED} from import_row where import_id = ${importId} and kind = 'data' and outcome is null
    order by position limit ${limit}`.execute(db);
  return rows;
}

/** Selects the data rows after a position, in file order. */
export async function dataRowsAfter(
  db: DbOrTx,
  importId: string,
  after: number,
  limit: number,
): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    select ${STAGED} from import_row where import_id = ${importId} and kind = 'data' and position > ${after}
    order by position limit ${limit}`.execute(db);
  return rows;
}

export type PlanNote = { position: number; plan: RowPlan; reasons: RowReason[] };

export async function writePlans(db: DbOrTx, importId: string, notes: readonly PlanNote[]): Promise<void> {
  await sql`
    update import_row r set plan = n.plan, reasons = n.reasons
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as n(position int, plan text, reasons jsonb)
    where r.import_id = ${importId} and r.position = n.position`.execute(db);
}

export type OutcomeNote = {
  position: number;
  outcome: RowOutcome;
  reasons: RowReason[];
  posting_id: string | null;
};

export async function writeOutcomes(tx: Tx, importId: string, notes: readonly OutcomeNote[]): Promise<void> {
  await sql`
    update import_row r set outcome = n.outcome, reasons = n.reasons, posting_id = n.posting_id
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as n(position int, outcome text, reasons jsonb,
      posting_id uuid)
    where r.import_id = ${importId} and r.position = n.position`.execute(tx);
}

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
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f(id uuid, code text)) n
    where r.import_id = ${importId} and r.posting_id = n.id and not r.reasons @> jsonb_build_array(n.reason)`.execute(
    db,
  );
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
