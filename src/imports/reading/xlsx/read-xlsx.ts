import { ImportFileError } from "../errors.ts";
import { findLayout, LAYOUT_ROWS } from "../table/layout.ts";
import type { FileInfo, SheetRow } from "../types.ts";
import { readSheetRows } from "./sheet.ts";
import { openWorkbook, type Workbook } from "./workbook.ts";

/** Default of the highest number of filled rows in an XLSX file. */
export const XLSX_ROWS_MAX = 20_000;
const INSTRUCTIONS =
  /^(填表说明|填报说明|填写说明|说明|使用说明|示例|样例|字典|下拉|选项|instructions?|readme|help)/i;

type SheetChoice = NonNullable<FileInfo["sheets"]>[number];

/**
 * Yields the rows of all sheets that have the header of a job sheet, in order. Skips hidden sheets and sheets
 * of instructions. If no sheet has a header, yields the first filled sheet, so that its rows can be shown.
 */
export async function* readXlsx(
  bytes: Uint8Array,
  o: { maxRows?: number; onSheets?: (sheets: SheetChoice[]) => void },
): AsyncGenerator<SheetRow> {
  const book = await openWorkbook(bytes);
  const chosen = await choose(book);
  o.onSheets?.(chosen.choices);
  const maxRows = o.maxRows ?? XLSX_ROWS_MAX;
  let filled = 0;
  for (const sheet of chosen.sheets) {
    for await (const row of readSheetRows(book, sheet)) {
      if (row.cells.some((c) => c.trim() !== "")) filled++;
      if (filled > maxRows) {
        throw new ImportFileError("IMPORT_TOO_MANY_ROWS", `The workbook has more than ${maxRows} rows`, {
          limit: maxRows,
        });
      }
      yield row;
    }
  }
}

async function choose(book: Workbook): Promise<{ sheets: Workbook["sheets"]; choices: SheetChoice[] }> {
  const sheets: Workbook["sheets"] = [];
  const choices: SheetChoice[] = [];
  let first: Workbook["sheets"][number] | null = null;
  const visible = book.sheets.filter((sheet) => !sheet.hidden);
  for (const sheet of book.sheets) {
    if (sheet.hidden) {
      choices.push({ name: sheet.name, read: false, why: "hidden" });
      continue;
    }
    if (visible.length > 1 && INSTRUCTIONS.test(sheet.name.trim())) {
      choices.push({ name: sheet.name, read: false, why: "instructions" });
      continue;
    }
    const head: SheetRow[] = [];
    for await (const row of readSheetRows(book, sheet)) if (head.push(row) >= LAYOUT_ROWS) break;
    if (head.length > 0) first ??= sheet;
    const read = findLayout(head) !== null;
    if (read) sheets.push(sheet);
    choices.push(read ? { name: sheet.name, read } : { name: sheet.name, read, why: "noHeader" });
  }
  if (sheets.length === 0 && first) sheets.push(first);
  return { sheets, choices };
}
