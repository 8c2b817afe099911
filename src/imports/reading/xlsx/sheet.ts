import type { SheetRow, Span } from "../types.ts";
import { displayNumber } from "./display.ts";
import { RichText, SHEET_BYTES_MAX, textOf, type Workbook } from "./workbook.ts";
import { attribute, XmlScanner } from "./xml.ts";

const COLUMNS_MAX = 16_384;
type SheetFile = Workbook["sheets"][number];

/**
 * Yields the filled rows of one sheet in order, with the merged ranges that touch them. Yields one empty row
 * for a run of empty rows that a filled row follows.
 * The sheet is unpacked twice, because Excel writes the merged ranges after the rows, and never held whole.
 */
export async function* readSheetRows(book: Workbook, sheet: SheetFile): AsyncGenerator<SheetRow> {
  const spans = (await mergedRanges(sheet)).sort((a, b) => a.top - b.top);
  const rows = new RowGatherer(book);
  const open: Span[] = [];
  let next = 0;
  let blank: SheetRow | null = null;
  for await (const piece of textOf(sheet.entry, SHEET_BYTES_MAX)) {
    for (const { row, cells } of rows.write(piece)) {
      while ((spans[next]?.top ?? Number.POSITIVE_INFINITY) <= row) open.push(spans[next++] as Span);
      for (let i = open.length - 1; i >= 0; i--) if ((open[i]?.bottom ?? 0) < row) open.splice(i, 1);
      for (const span of open) if (span.top === row) span.text = cells[span.left] ?? "";
      const read: SheetRow = { row, cells, sheet: sheet.name };
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

/** Builds rows from the XML of a sheet as it arrives. */
class RowGatherer {
  #book: Workbook;
  #scanner: XmlScanner;
  #done: { row: number; cells: string[] }[] = [];
  #row = 0;
  #column = -1;
  #cells: string[] = [];
  #type = "n";
  #style = 0;
  #value = "";
  #inValue = false;
  #inline = new RichText();

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

  write(piece: string): { row: number; cells: string[] }[] {
    this.#scanner.write(piece);
    return this.#done.splice(0);
  }

  #open(name: string, tag: string): void {
    this.#inline.open(name);
    if (name === "row") {
      this.#row = Number(attribute(tag, "r") ?? this.#row + 1);
      this.#column = -1;
      this.#cells = [];
    } else if (name === "c") {
      this.#column = position(attribute(tag, "r") ?? "")?.column ?? this.#column + 1;
      this.#type = attribute(tag, "t") ?? "n";
      this.#style = Number(attribute(tag, "s") ?? 0);
      this.#value = "";
      this.#inline.take();
    } else if (name === "v") this.#inValue = true;
  }

  #close(name: string): void {
    this.#inline.close(name);
    if (name === "v") this.#inValue = false;
    else if (name === "c") this.#put(this.#text());
    else if (name === "row") this.#done.push({ row: this.#row, cells: this.#cells });
  }

  #text(): string {
    const { strings, styles, date1904 } = this.#book;
    if (this.#type === "inlineStr") return this.#inline.take();
    if (this.#value === "") return "";
    if (this.#type === "s") return strings[Number(this.#value)] ?? "";
    if (this.#type === "b") return this.#value === "1" ? "TRUE" : "FALSE";
    if (this.#type === "n") {
      return displayNumber(this.#value, styles[this.#style] ?? { id: 0, code: null }, date1904);
    }
    if (this.#type === "d") return this.#value.replace(/T00:00:00(\.0+)?Z?$/, "");
    return this.#value.replaceAll("\0", "\uFFFD");
  }

  #put(text: string): void {
    if (text === "" || this.#column >= COLUMNS_MAX) return;
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = text;
  }
}
