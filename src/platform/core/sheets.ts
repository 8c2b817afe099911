import writeXlsxFile, { type SheetData } from "write-excel-file/universal";

export type Cell = string | number | null;

/** Characters with which a spreadsheet program starts a formula, full-width forms included. */
const FORMULA = /^[=+\-@\t\r\0＝＋－＠]/;

/** Makes a text safe as a cell: text that starts like a formula gets an apostrophe. */
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
 * CSV by RFC 4180 with a byte order mark, so that spreadsheet programs read Chinese. Numbers stay numbers.
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

/** Bytes of an .xlsx file. The first row of a sheet is its header. Texts are typed as texts. */
export async function toXlsx(...sheets: readonly Sheet[]): Promise<Uint8Array> {
  const blob = await writeXlsxFile(
    sheets.map(({ name, rows }) => ({ sheet: name, data: dataOf(rows) })),
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
