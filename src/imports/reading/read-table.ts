import { ImportFileError } from "./errors.ts";
import { readRows } from "./read-rows.ts";
import { type Classified, isPosting, RowClassifier } from "./table/classify.ts";
import { findLayout, LAYOUT_ROWS, type Layout } from "./table/layout.ts";
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
 * Yields the classified rows of a job sheet, sheet by sheet. Calls `onLayout` before the rows of each sheet.
 * Throws IMPORT_NO_HEADER if a sheet has no header, IMPORT_NO_ROWS if no data row follows a header.
 */
export async function* readTable(
  body: ReadableStream<Uint8Array>,
  o: TableOptions,
): AsyncGenerator<TableRow> {
  let head: SheetRow[] = [];
  let classifier: RowClassifier | null = null;
  let sheet: string | undefined;
  let data = 0;
  const open = () => {
    const layout = findLayout(head);
    if (!layout) throw noHeader(head[0]?.sheet);
    o.onLayout?.(layout);
    classifier = new RowClassifier(layout);
    return classifier;
  };
  function* emptyHead(): Generator<TableRow> {
    if (head.length === 0) return;
    const current = open();
    for (const row of head) yield count(describe(current, row));
    head = [];
  }
  const count = (row: TableRow) => {
    if (row.kind === "data") data++;
    return row;
  };
  for await (const row of readRows(body, o)) {
    if (row.sheet !== sheet) {
      yield* emptyHead();
      classifier = null;
      sheet = row.sheet;
    }
    if (classifier) yield count(describe(classifier, row));
    else if (head.push(row) >= LAYOUT_ROWS) yield* emptyHead();
  }
  yield* emptyHead();
  if (!classifier) throw noHeader(sheet);
  if (data === 0) throw new ImportFileError("IMPORT_NO_ROWS", "There is a header and nothing under it");
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
  if (kind === "data") marks.push(...(row.struck ?? []).map((column) => `${STRUCK_CELL}${column}`));
  return { ...classified, row: row.row, sheet: row.sheet ?? "", marks };
}
