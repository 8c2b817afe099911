import { ensureImportedEnterprises } from "../../enterprises/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { isTransient, redactError } from "../../platform/core/redact.ts";
import { commitWithoutWaiting, inTransaction, isDuplicate, recordAudit } from "../../platform/core/store.ts";
import { type Employer, lockEmployers } from "../../postings/index.ts";
import { addDone, finishBatch, holdRunning, lockBatch, selectBatch } from "../store/batches.ts";
import { tally, writeOutcomes } from "../store/outcomes.ts";
import { markRepeatedIds, positionsDone, rowsLeft } from "../store/rows.ts";
import {
  employersOf,
  findKnown,
  idColumns,
  type Judge,
  openJudge,
  type ReadRow,
  readStaged,
} from "./judge.ts";
import { publishImported } from "./publish-imported.ts";
import { readAhead, writeInTurns } from "./turns.ts";
import { writeSlices } from "./write-slices.ts";

/** Rows per transaction: at most this much work is repeated after the process was killed. */
const BATCH_ROWS = 500;

/**
 * Reads the next rows without an outcome after a position. Nothing that it reads changes while a run goes on.
 */
async function readAfter(
  ctx: RequestContext,
  judge: Judge,
  after: number,
  limit: number,
): Promise<ReadRow[]> {
  return readStaged(judge, await rowsLeft(ctx.db, { importId: judge.batch.id, after, limit }));
}

/**
 * Writes the rows that are left, in batches. A run that continues after a kill starts at the first row that
 * is left.
 */
async function writeLeft(ctx: RequestContext, judge: Judge): Promise<void> {
  const batches = readAhead<ReadRow>((after) => readAfter(ctx, judge, after?.row.position ?? -1, BATCH_ROWS));
  const write = async (rows: ReadRow[]) => {
    if (await isWritten(ctx, judge, rows)) return;
    for (const row of rows) if (!(await isWritten(ctx, judge, [row]))) await refuseRow(ctx, judge, row);
  };
  await writeInTurns(ctx, judge.batch.homeCity, { batches, write });
}

/**
 * Continues a started import. Postings and the outcomes of their rows commit together, so a killed run
 * resumes without repeating a row. Concurrent runs in one city take turns.
 * If the database refuses a batch, its rows are written one by one, and only the faulty row is refused. Does
 * nothing unless the import's status is `running`.
 */
export async function runImport(ctx: RequestContext, input: { importId: string }): Promise<void> {
  const batch = await selectBatch(ctx.db, input.importId);
  if (batch?.status !== "running") return;
  const judge = await openJudge(ctx, batch);
  if (batch.rowsDone === 0) await markRepeatedIds(ctx.db, batch.id, idColumns(judge));
  await writeLeft(ctx, judge);
  const published = judge.options.publish
    ? await publishImported(ctx, judge)
    : { published: 0, unpublished: {} };
  await finish(ctx, judge, published);
}

/** Returns true if a column or constraint refused a value: SQLSTATE classes 22 and 23. */
const isRefusedByDatabase = (error: unknown): boolean =>
  error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));

/**
 * Writes rows as `writeRows`. Returns false if the database refuses a value of theirs. If somebody wrote a
 * posting with the same source key meanwhile, the second attempt finds it.
 */
async function isWritten(ctx: RequestContext, judge: Judge, rows: ReadRow[], attempt = 1): Promise<boolean> {
  try {
    await writeRows(ctx, judge, rows);
    return true;
  } catch (error) {
    if (isTransient(error) || !isRefusedByDatabase(error)) throw error;
    if (isDuplicate(error) && attempt < 3) return isWritten(ctx, judge, rows, attempt + 1);
    ctx.log.warn(
      { importId: judge.batch.id, rows: rows.length, error: redactError(error) },
      "rows are refused",
    );
    return false;
  }
}

/** Writes those of the rows that no concurrent run has written. */
function writeRows(ctx: RequestContext, judge: Judge, rows: ReadRow[]): Promise<void> {
  const { batch } = judge;
  return inTransaction(ctx, async (tx) => {
    if (!(await holdRunning(tx, batch.id))) return;
    // The rows are in the order of the file.
    const first = rows[0]?.row.position ?? 0;
    const done = await positionsDone(tx, batch.id, { first, last: rows.at(-1)?.row.position ?? first });
    const read = rows.filter(({ row }) => !done.has(row.position));
    if (read.length === 0) return;
    await commitWithoutWaiting(tx);
    const employers = employersOf(read, batch.sourceName);
    const ids = judge.owner
      ? new Map(employers.map(({ name }) => [name, batch.enterpriseId ?? ""]))
      : await ensureImportedEnterprises(tx, ctx, batch.homeCity, employers);
    const locked = await lockEmployers(tx, [...new Set(ids.values())]);
    const held = {
      ids,
      employers: new Map(
        [...ids].flatMap(([name, id]) => (locked.has(id) ? [[name, locked.get(id) as Employer]] : [])),
      ),
      ...(await findKnown(tx, batch.homeCity, read, true)),
    };
    await writeSlices(tx, ctx, judge, { rows: read, held });
    await addDone(tx, batch.id, read.length);
  });
}

async function refuseRow(ctx: RequestContext, { batch }: Judge, { row }: ReadRow): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { position } = row;
    if ((await positionsDone(tx, batch.id, { first: position, last: position })).size > 0) return;
    const reasons = [{ column: null, field: null, code: "ROW_UNREADABLE" }];
    await writeOutcomes(tx, batch.id, [
      { position, outcome: "refused", reasons, posting_id: null, before: null },
    ]);
    await addDone(tx, batch.id, 1);
  });
}

async function finish(
  ctx: RequestContext,
  { batch }: Judge,
  published: { published: number; unpublished: Record<string, number> },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if ((await lockBatch(tx, batch.id))?.status !== "running") return;
    const { outcomes, reasons } = await tally(tx, batch.id);
    await finishBatch(tx, batch.id, { rows: outcomes, reasons, ...published });
    await recordAudit(tx, ctx, {
      action: "import.finish",
      subjectKind: "import",
      subjectId: batch.id,
      city: batch.homeCity,
      detail: { ...outcomes, published: published.published },
    });
  });
}
