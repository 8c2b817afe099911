import type { SheetData, Sheet as XlsxSheet } from "write-excel-file/universal";

/** Media type of an .xlsx file. */
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export type Cell = string | number | null;

/** Characters with which a spreadsheet program starts a formula, full-width forms included. */
const FORMULA = /^[=+\-@\t\r\0＝＋－＠]/;

/**
 * Returns a text as a safe spreadsheet cell: without NUL, and with an apostrophe before text that would start
 * a formula.
 */
export const safeText = (text: string): string => {
  const plain = text.replaceAll("\0", "");
  return FORMULA.test(text) ? `'${plain}` : plain;
};

const csvCell = (cell: Cell): string => {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = safeText(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * Returns CSV by RFC 4180, with a byte order mark so that spreadsheet programs read Chinese. Only text is
 * quoted or escaped, not numbers.
 */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

export type Sheet = { name: string; rows: readonly (readonly Cell[])[] };

const dataOf = (rows: Sheet["rows"]): SheetData =>
  rows.map((row, at) =>
    row.map((cell) => {
      if (cell === null || cell === "") return null;
      if (typeof cell === "number") return { value: cell, type: Number };
      return { value: safeText(cell), type: String, ...(at === 0 ? { fontWeight: "bold" as const } : {}) };
    }),
  );

/** Returns the bytes of an .xlsx file. Few requests need the package, so it loads at the first call. */
export async function writeXlsx(sheets: XlsxSheet<Blob>[]): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import("write-excel-file/universal");
  const blob = await writeXlsxFile(sheets).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * Returns the bytes of an .xlsx file. The first row of each sheet is its header. Cells with text have the
 * type text, so that no program converts them.
 */
export const toXlsx = (...sheets: readonly Sheet[]): Promise<Uint8Array> =>
  writeXlsx(sheets.map(({ name, rows }) => ({ sheet: name, data: dataOf(rows) })));
