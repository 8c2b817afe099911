import type { RequestContext } from "../../platform/context.ts";
import { pause } from "../../platform/core/clock.ts";
import { rememberingEach } from "../../platform/core/text.ts";
import { ImportFileError } from "../reading/errors.ts";
import {
  type FileInfo,
  isPosting,
  type Layout,
  type ReadOptions,
  readTable,
  type SlipReason,
  type TableRow,
} from "../reading/index.ts";
import { clip, withoutControls } from "../reading/text.ts";
import { insertRows, type NewRow } from "../store/rows.ts";

const BATCH_ROWS = 250;
const SAMPLES = 3;
const SAMPLE_CHARS = 80;

/**
 * One sheet of a staged file: its layout, samples of each column, and up to two employers that titles or
 * sections name.
 */
export type StagedSheet = { layout: Layout; samples: string[][]; named?: string[] };

export type Staged = {
  info: FileInfo;
  sheets: StagedSheet[];
  counts: Record<string, number>;
  rows: number;
};

/** Returns the columns of running numbers, and those that a person does not see. */
const columnsApart = rememberingEach(({ mapping, hiddenColumns }: Layout): ReadonlySet<number> => {
  const numbers = Object.keys(mapping).map(Number);
  return new Set([...hiddenColumns, ...numbers.filter((column) => mapping[column]?.field === "sequence")]);
});

/**
 * Returns a posting row's completed cells as one text, without running numbers and hidden columns. Equal rows
 * in two copies of a sheet have equal texts.
 */
function contentOf(cells: string[], employer: string | undefined, layout: Layout): string {
  const apart = columnsApart(layout);
  const said: (string | null)[] = [employer ?? null];
  for (const [column, cell] of cells.entries()) if (!apart.has(column)) said.push(cell.trim());
  while (said.length > 1 && said.at(-1) === "") said.pop();
  return JSON.stringify(said);
}

function sample(sheet: StagedSheet, { cells, employer }: TableRow): void {
  const named = sheet.named ?? [];
  if (employer && named.length < 2 && !named.includes(employer)) sheet.named = [...named, employer];
  for (const [column, cell] of cells.entries()) {
    const seen = sheet.samples[column] ?? [];
    sheet.samples[column] = seen;
    if (seen.length >= SAMPLES) continue;
    const text = clip(cell.trim(), SAMPLE_CHARS);
    if (text !== "" && !seen.includes(text)) seen.push(text);
  }
}

const SLIPS: ReadonlySet<string> = new Set<SlipReason>(["unclosedQuote", "moreCells", "fewerCells"]);

function count(counts: Record<string, number>, row: TableRow): void {
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  add(row.kind);
  if (row.kind !== "data") return;
  if (row.marks.includes("suspect")) add("suspect");
  if (row.marks.some((mark) => SLIPS.has(mark) || mark.includes("-holds-"))) add("slipped");
  if (row.employer) add("employerNamed");
}

/**
 * Streams a file's rows into the staging table, 500 at a time. Reads a batch while the database writes the
 * one before. The file is stored nowhere else, and is read only as fast as the database writes. Throws
 * IMPORT_TOO_MANY_ROWS after `dataMax` postings, and the errors of `readTable`. Nothing is written after it
 * has returned or thrown.
 */
export async function stageRows(
  ctx: RequestContext,
  importId: string,
  file: { body: ReadableStream<Uint8Array>; dataMax?: number } & ReadOptions,
): Promise<Staged> {
  const { body, dataMax = Number.POSITIVE_INFINITY, ...options } = file;
  const staged: Staged = { info: { format: "csv" }, sheets: [], counts: {}, rows: 0 };
  const onInfo = (info: FileInfo) => void Object.assign(staged.info, info);
  const onLayout = (layout: Layout) => void staged.sheets.push({ layout, samples: [] });
  let waiting: NewRow[] = [];
  // The batch that is being written while the next one is read.
  let writing: Promise<unknown> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = insertRows(ctx.db, importId, waiting, staged.rows);
    // The next flush awaits the same promise and throws its error.
    writing.catch(() => undefined);
    waiting = [];
    // Without a pause, the statement would be sent only when the reader waits for the file.
    await pause();
  };
  try {
    for await (const row of readTable(body, { ...options, onInfo, onLayout })) {
      const sheet = staged.sheets.at(-1);
      if (!sheet) throw new Error("a row before the layout of its sheet");
      count(staged.counts, row);
      if ((staged.counts.data ?? 0) > dataMax)
        throw new ImportFileError("IMPORT_TOO_MANY_ROWS", "Too many postings", { limit: dataMax });
      if (row.kind === "data") sample(sheet, row);
      waiting.push(newRow(row, staged.rows, sheet.layout));
      staged.rows += 1;
      if (waiting.length >= BATCH_ROWS) await flush();
    }
    if (waiting.length > 0) await flush();
  } finally {
    await Promise.allSettled([writing]);
  }
  await writing;
  return staged;
}

function newRow(row: TableRow, position: number, layout: Layout): NewRow {
  const cells = row.cells.map(withoutControls);
  return {
    position,
    sheet: row.sheet,
    row_no: row.row,
    kind: row.kind,
    cells: row.kind === "blank" ? [] : cells,
    employer: row.employer ? withoutControls(row.employer) : null,
    marks: row.marks,
    said: isPosting(row.kind) ? contentOf(cells, row.employer, layout) : null,
  };
}
