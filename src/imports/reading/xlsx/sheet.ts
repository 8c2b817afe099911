import type { ColumnRange, SheetRow, Span } from "../types.ts";
import { displayNumber } from "./display.ts";
import { type CellText, RichText } from "./rich-text.ts";
import { SHEET_BYTES_MAX, textOf, type Workbook } from "./workbook.ts";
import { attribute, isTrue, XmlScanner } from "./xml.ts";

const COLUMNS_MAX = 16_384;
/** Rows lower than this, in points, and columns narrower than this, in characters, show no text. */
const VISIBLE_HEIGHT_MIN = 2;
const VISIBLE_WIDTH_MIN = 0.5;
type SheetFile = Workbook["sheets"][number];

/**
 * Yields the filled rows of one sheet in order, with the merged ranges that touch them. Yields one empty row
 * for a run of empty rows that a filled row follows. Hidden rows are yielded and marked.
 * The sheet is unpacked twice, because Excel writes the merged ranges after the rows, and never held whole.
 */
export async function* readSheetRows(book: Workbook, sheet: SheetFile): AsyncGenerator<SheetRow> {
  const spans = (await mergedRanges(sheet)).sort((a, b) => a.top - b.top);
  const rows = new RowGatherer(book);
  const open: Span[] = [];
  let next = 0;
  let blank: SheetRow | null = null;
  for await (const piece of textOf(sheet.entry, SHEET_BYTES_MAX)) {
    for (const read of rows.write(piece)) {
      const { row, cells } = read;
      while ((spans[next]?.top ?? Number.POSITIVE_INFINITY) <= row) open.push(spans[next++] as Span);
      for (let i = open.length - 1; i >= 0; i--) if ((open[i]?.bottom ?? 0) < row) open.splice(i, 1);
      for (const span of open) if (span.top === row) span.text = cells[span.left] ?? "";
      read.sheet = sheet.name;
      if (open.length > 0) read.spans = [...open];
      if (cells.some((c) => c.includes("\uFFFD"))) read.suspect = true;
      if (cells.every((c) => c.trim() === "")) {
        blank ??= read;
        continue;
      }
      if (blank) yield blank;
      blank = null;
      yield read;
    }
  }
}

async function mergedRanges(sheet: SheetFile): Promise<Span[]> {
  const spans: Span[] = [];
  const scanner = new XmlScanner({
    open: (name, tag) => {
      if (name !== "mergeCell") return;
      const [from, to] = (attribute(tag, "ref") ?? "").split(":").map(position);
      if (from && to)
        spans.push({ left: from.column, right: to.column, top: from.row, bottom: to.row, text: "" });
    },
    text: () => undefined,
    close: () => undefined,
  });
  for await (const piece of textOf(sheet.entry, SHEET_BYTES_MAX)) scanner.write(piece);
  return spans;
}

/** Converts a cell reference such as `B12` to a zero-based column and a one-based row. */
function position(reference: string): { column: number; row: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (!found?.[1]) return null;
  let column = 0;
  for (const letter of found[1].toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(found[2]) };
}

const numberIn = (tag: string, name: string): number | null => {
  const value = attribute(tag, name);
  return value === null || value.trim() === "" ? null : Number(value);
};

/** Builds rows from the XML of a sheet as it arrives. */
class RowGatherer {
  #book: Workbook;
  #scanner: XmlScanner;
  #done: SheetRow[] = [];
  #row: SheetRow = { row: 0, cells: [] };
  #column = -1;
  #type = "n";
  #style = 0;
  #value = "";
  #inValue = false;
  #inline = new RichText();
  #hiddenColumns: ColumnRange[] = [];
  /** True if rows without a height of their own have none. */
  #zeroHeight = false;

  constructor(book: Workbook) {
    this.#book = book;
    this.#scanner = new XmlScanner({
      open: (name, tag) => this.#open(name, tag),
      text: (text) => {
        if (this.#inValue) this.#value += text;
        this.#inline.text(text);
      },
      close: (name) => this.#close(name),
    });
  }

  write(piece: string): SheetRow[] {
    this.#scanner.write(piece);
    return this.#done.splice(0);
  }

  #open(name: string, tag: string): void {
    this.#inline.open(name, tag);
    if (name === "sheetFormatPr") this.#zeroHeight = isTrue(tag, "zeroHeight");
    else if (name === "col") this.#openColumns(tag);
    else if (name === "row") {
      this.#column = -1;
      this.#row = { row: Number(attribute(tag, "r") ?? this.#row.row + 1), cells: [] };
      if (this.#isHidden(tag)) this.#row.hidden = true;
      if (this.#hiddenColumns.length > 0) this.#row.hiddenColumns = this.#hiddenColumns;
    } else if (name === "c") {
      this.#column = position(attribute(tag, "r") ?? "")?.column ?? this.#column + 1;
      this.#type = attribute(tag, "t") ?? "n";
      this.#style = Number(attribute(tag, "s") ?? 0);
      this.#value = "";
      this.#inline.take();
    } else if (name === "v") this.#inValue = true;
  }

  #isHidden(tag: string): boolean {
    const height = numberIn(tag, "ht");
    if (isTrue(tag, "hidden", this.#zeroHeight && height === null)) return true;
    return height !== null && height < VISIBLE_HEIGHT_MIN;
  }

  #openColumns(tag: string): void {
    const width = numberIn(tag, "width");
    const unseen = isTrue(tag, "hidden") || (width !== null && width < VISIBLE_WIDTH_MIN);
    const [first, last] = [numberIn(tag, "min"), numberIn(tag, "max")];
    if (unseen && first !== null) this.#hiddenColumns.push([first - 1, (last ?? first) - 1]);
  }

  #close(name: string): void {
    this.#inline.close(name);
    if (name === "v") this.#inValue = false;
    else if (name === "c") this.#put(this.#text());
    else if (name === "row") this.#done.push(this.#row);
  }

  #text(): CellText {
    const { strings, styles, date1904 } = this.#book;
    const plain = (text: string): CellText => ({ text, struck: false });
    if (this.#type === "inlineStr") return this.#inline.take();
    if (this.#value === "") return plain("");
    if (this.#type === "s") return strings[Number(this.#value)] ?? plain("");
    if (this.#type === "b") return plain(this.#value === "1" ? "TRUE" : "FALSE");
    if (this.#type === "n")
      return plain(displayNumber(this.#value, styles[this.#style] ?? { id: 0, code: null }, date1904));
    if (this.#type === "d") return plain(this.#value.replace(/T00:00:00(\.0+)?Z?$/, ""));
    return plain(this.#value.replaceAll("\0", "\uFFFD"));
  }

  #put({ text, struck }: CellText): void {
    if (text === "" || this.#column >= COLUMNS_MAX) return;
    const { cells } = this.#row;
    while (cells.length < this.#column) cells.push("");
    cells[this.#column] = text;
    if (!struck && !this.#book.styles[this.#style]?.unseen) return;
    this.#row.struck ??= [];
    this.#row.struck.push(this.#column);
  }
}
