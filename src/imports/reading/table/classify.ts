import type { Cell, SheetRow, SlipReason } from "../types.ts";
import type { Field } from "./fields.ts";
import { squeeze } from "./labels.ts";
import type { Layout } from "./layout.ts";
import type { Mapping } from "./mapping.ts";
import { employerIn, isNote, isSection, isTotal } from "./marks.ts";

export type RowKind = "data" | "title" | "header" | "blank" | "total" | "note" | "repeatHeader";

export type Classified = {
  kind: RowKind;
  /**
   * Data rows: merged cells and blanks below an employer are filled in, and 同上 is replaced. Other rows: as in
   * the file.
   */
  cells: Cell[];
  /** Columns that were filled in from a row above. */
  carried: number[];
  /** Text of the section title above the row (一、阜新市). */
  section?: string;
  /**
   * The employer that the section title or the sheet's titles name. Only for sheets without an employer
   * column.
   */
  employer?: string;
  slipped?: SlipReason;
};

const DITTO =
  /^(工作)?(地址|地点|单位|公司|企业|薪资|待遇|要求|条件|福利|电话|联系人)?(同上|如上|同前|上同|同上行|ditto)[。.]?$/i;
const DITTO_MARK = /^(〃|″|"|''|“|”|″″|々|ibid\.?)$/i;

/**
 * Classifies the rows of a sheet in order, and completes data rows from the rows above. Merged ranges are
 * filled exactly. Blank employer columns take the values of the last employer above, but never across a blank
 * row, a total or a section.
 */
export class RowClassifier {
  readonly layout: Layout;
  /** Column names of each header row, squeezed. */
  #headers: string[][];
  #at: Record<"title" | "employer" | "sequence", number>;
  #above: Cell[] = [];
  #employer: Cell[] | null = null;
  #lastRow = 0;
  #section: string | undefined;

  constructor(layout: Layout, mapping: Mapping = layout.mapping) {
    this.layout = layout;
    this.#headers = layout.headerCells.map((cells) => cells.map(squeeze));
    const columnOf = (field: Field) => {
      const found = Object.keys(mapping).find((c) => mapping[Number(c)]?.field === field);
      return found === undefined ? -1 : Number(found);
    };
    this.#at = {
      title: columnOf("title"),
      employer: columnOf("enterpriseName"),
      sequence: columnOf("sequence"),
    };
  }

  classify(row: SheetRow): Classified {
    // A workbook omits rows without cells, so a gap in the row numbers is a blank row.
    if (row.sheet !== undefined && row.row > this.#lastRow + 1 && !this.#insideEmployer(row))
      this.#employer = null;
    this.#lastRow = row.row;
    const kind = this.#kindOf(row);
    if (kind === "data") return this.#complete(row);
    const endsEmployer = kind === "total" || kind === "title" || kind === "note" || kind === "blank";
    if (endsEmployer && !this.#insideEmployer(row)) this.#employer = null;
    if (kind === "title" && row.row > this.layout.headerRow) this.#startSection(row);
    return { kind, cells: row.cells, carried: [] };
  }

  #insideEmployer(row: SheetRow): boolean {
    const column = this.#at.employer;
    return row.spans?.some((s) => s.left === column && s.top < row.row && s.left === s.right) ?? false;
  }

  #kindOf(row: SheetRow): RowKind {
    const own = filledCells(row.cells);
    if (own.length === 0) return "blank";
    if (this.layout.headerRows.includes(row.row)) return "header";
    if (row.row < this.layout.headerRow) return "title";
    const at = this.#at;
    // Forms have pre-printed numbers. A row with only such a number is unused.
    if (own.every(([column, text]) => column === at.sequence && /^\d+$/.test(text))) return "blank";
    if (this.#headers.some((names) => isSameHeader(own, names))) return "repeatHeader";
    if (isTotal(own, at)) return "total";
    if (isNote(own, at)) return "note";
    if (isSection(own, at, row)) return "title";
    const only = own.length === 1 ? own[0] : undefined;
    const stray = only && only[0] === 0 && only[0] !== at.title && this.layout.header.length > 2;
    return stray && !row.spans?.some((s) => s.top < row.row) ? "note" : "data";
  }

  #startSection(row: SheetRow): void {
    const own = filledCells(row.cells);
    const [only] = own;
    if (!only) return;
    if (own.length > 1) {
      this.#section = own.map(([column]) => row.cells[column]?.trim()).join(" ");
      return;
    }
    if (only[0] === this.#at.employer) {
      this.#employer = [...row.cells];
      this.#section = undefined;
    } else this.#section = row.cells[only[0]]?.trim();
  }

  #complete(row: SheetRow): Classified {
    const width = Math.max(this.layout.header.length, row.cells.length);
    const cells = Array.from({ length: width }, (_, i) => row.cells[i] ?? "");
    const carried = new Set<number>();
    for (const span of row.spans ?? []) {
      if (span.top < row.row && cells[span.left]?.trim() === "" && span.text.trim() !== "") {
        cells[span.left] = span.text;
        carried.add(span.left);
      }
    }
    cells.forEach((text, column) => {
      const bare = squeeze(text);
      const above = this.#above[column] ?? "";
      if (above !== "" && (DITTO.test(bare) || DITTO_MARK.test(text.trim()))) {
        cells[column] = above;
        carried.add(column);
      }
    });
    this.#carryEmployer(cells, carried);
    this.#above = cells;
    const named = this.#at.employer < 0 ? this.#employerAbove() : null;
    const slipped = row.slipped ?? this.#slip(row);
    return {
      kind: "data",
      cells,
      carried: [...carried].sort((a, b) => a - b),
      ...(this.#section === undefined ? {} : { section: this.#section }),
      ...(named === null ? {} : { employer: named }),
      ...(slipped ? { slipped } : {}),
    };
  }

  #employerAbove(): string | null {
    const texts = this.#section === undefined ? [...this.layout.titles].reverse() : [this.#section];
    for (const text of texts) {
      const found = employerIn(text);
      if (found) return found;
    }
    return null;
  }

  #carryEmployer(cells: Cell[], carried: Set<number>): void {
    const column = this.#at.employer;
    if (column < 0) return;
    const blank = cells[column]?.trim() === "";
    if (!blank && !carried.has(column)) {
      this.#employer = [...cells];
      return;
    }
    for (const c of this.layout.employerColumns) {
      const text = this.#employer?.[c] ?? "";
      if (cells[c]?.trim() === "" && text.trim() !== "") {
        cells[c] = text;
        carried.add(c);
      }
    }
  }

  #slip(row: SheetRow): SlipReason | undefined {
    const width = this.layout.header.length;
    if (row.cells.slice(width).some((c) => c.trim() !== "")) return "moreCells";
    // Workbooks omit blank cells at the end of a row; text files do not.
    return row.sheet === undefined && row.cells.length < width ? "fewerCells" : undefined;
  }
}

/** Returns column and squeezed text of every filled cell. */
function filledCells(cells: Cell[]): [number, string][] {
  const filled: [number, string][] = [];
  cells.forEach((cell, column) => {
    const text = squeeze(cell);
    if (text !== "") filled.push([column, text]);
  });
  return filled;
}

function isSameHeader(own: [number, string][], names: string[]): boolean {
  const same = own.filter(([column, text]) => text === names[column]).length;
  return same >= 2 && same >= own.length * 0.7;
}
