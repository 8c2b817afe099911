import { ImportFileError } from "./errors.ts";
import { readRows } from "./read-rows.ts";
import { type Classified, isPosting, RowClassifier } from "./table/classify.ts";
import { findLayout, LAYOUT_ROWS, type Layout, layoutBelow, unnamedLayout } from "./table/layout.ts";
import { suspectShift } from "./table/shift.ts";
import type { ReadOptions, SheetRow } from "./types.ts";

/** Marks of rows whose employer was carried from a row above, and of rows to which it may not belong. */
export const EMPLOYER_MARK = { above: "employerCarried", unclear: "employerUnclear" } as const;

/** Begins the mark of a struck-out cell; the zero-based column follows. */
export const STRUCK_CELL = "struck:";

/**
 * A classified row. `marks` has "suspect" (a broken byte), a SlipReason, a result of `suspectShift` (`pay-
 * holds-contactPhone`) or an EMPLOYER_MARK. "hidden" and "struck" are about the whole row; each struck-out
 * cell has a mark of its own. It is empty for a row without such doubts.
 */
export type TableRow = Classified & { row: number; sheet: string; marks: string[] };

type TableOptions = ReadOptions & { onLayout?: (layout: Layout) => void };

/**
 * Names a table that starts in the middle of a sheet: the sheet and the table's first row, as in `Sheet1:37`.
 * No sheet's name has a colon.
 */
const tableName = (sheet: string | undefined, row: number): string => `${sheet ?? ""}:${row}`;

/**
 * Yields the classified rows of a job sheet, table by table. A sheet has several tables if a row in it names
 * other columns; each has a name of its own. Calls `onLayout` before the rows of each table.
 * Throws IMPORT_NO_HEADER if a sheet is no job sheet, IMPORT_NO_ROWS if no data row follows a header.
 */
export async function* readTable(
  body: ReadableStream<Uint8Array>,
  o: TableOptions,
): AsyncGenerator<TableRow> {
  const tables = new TableReader(o.onLayout);
  for await (const row of readRows(body, o)) yield* tables.read(row);
  yield* tables.end();
}

/** Finds the tables among the rows of a file, and classifies their rows. Buffers the head of each table. */
class TableReader {
  readonly #onLayout: ((layout: Layout) => void) | undefined;
  #head: SheetRow[] = [];
  #classifier: RowClassifier | null = null;
  #sheet: string | undefined;
  /** The current table's name, if it starts below another table. */
  #table: string | undefined;
  #data = 0;
  #tables = 0;

  constructor(onLayout: ((layout: Layout) => void) | undefined) {
    this.#onLayout = onLayout;
  }

  *read(row: SheetRow): Generator<TableRow> {
    if (row.sheet !== this.#sheet) {
      yield* this.#empty();
      this.#classifier = null;
      this.#table = undefined;
      this.#sheet = row.sheet;
    }
    yield* this.#add(row);
  }

  *end(): Generator<TableRow> {
    yield* this.#empty();
    if (this.#tables === 0) throw noHeader(this.#sheet);
    if (this.#data === 0)
      throw new ImportFileError("IMPORT_NO_ROWS", "There is a header and nothing under it");
  }

  *#add(row: SheetRow): Generator<TableRow> {
    if (this.#classifier?.startsTable(row)) {
      this.#classifier = null;
      this.#table = tableName(row.sheet, row.row);
    }
    if (this.#classifier) yield this.#describe(this.#classifier, row);
    else if (this.#head.push(row) >= LAYOUT_ROWS) yield* this.#open();
  }

  *#empty(): Generator<TableRow> {
    while (this.#head.length > 0) yield* this.#open();
  }

  /** Finds the layout of the buffered rows, and reads them. Another table may start among them. */
  *#open(): Generator<TableRow> {
    const rows = this.#head;
    this.#head = [];
    const found = this.#table === undefined ? (findLayout(rows) ?? unnamedLayout(rows)) : layoutBelow(rows);
    if (!found) throw noHeader(rows[0]?.sheet);
    const layout = this.#table === undefined ? found : { ...found, sheet: this.#table };
    this.#onLayout?.(layout);
    this.#tables += 1;
    this.#classifier = new RowClassifier(layout);
    for (const row of rows) yield* this.#add(row);
  }

  #describe(classifier: RowClassifier, row: SheetRow): TableRow {
    const described = describe(classifier, row);
    if (described.kind === "data") this.#data += 1;
    return this.#table === undefined ? described : { ...described, sheet: this.#table };
  }
}

function noHeader(sheet: string | undefined): ImportFileError {
  return new ImportFileError(
    "IMPORT_NO_HEADER",
    "No row names the columns of a job sheet",
    sheet ? { sheet } : {},
  );
}

function describe(classifier: RowClassifier, row: SheetRow): TableRow {
  const classified = classifier.classify(row);
  const { kind, cells, slipped, employerFrom } = classified;
  const marks: string[] = [];
  if (row.suspect) marks.push("suspect");
  if (slipped) marks.push(slipped);
  const shift = isPosting(kind)
    ? suspectShift(cells, classifier.layout.mapping, classifier.layout.header)
    : null;
  if (shift) marks.push(shift);
  if (employerFrom) marks.push(EMPLOYER_MARK[employerFrom]);
  if (kind === "hidden" || kind === "struck") marks.push(kind);
  if (kind === "data") for (const column of row.struck ?? []) marks.push(`${STRUCK_CELL}${column}`);
  return Object.assign(classified, { row: row.row, sheet: row.sheet ?? "", marks });
}
