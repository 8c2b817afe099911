import type { Cell, SheetRow, SlipReason } from "../types.ts";
import type { Field } from "./fields.ts";
import { type EmployerFrom, RowFiller } from "./fill.ts";
import { namesColumns } from "./header.ts";
import { recognise, squeeze } from "./labels.ts";
import type { Layout } from "./layout.ts";
import type { Mapping } from "./mapping.ts";
import { employerIn, isNote, isSection, isTotal, type Own } from "./marks.ts";
import { numbersColumns } from "./unnamed.ts";

/** Kinds of rows. `hidden` and `struck` are data rows that a person does not see, or sees as cancelled. */
export type RowKind =
  | "data"
  | "hidden"
  | "struck"
  | "title"
  | "header"
  | "blank"
  | "total"
  | "note"
  | "repeatHeader";

/** Returns true for a row of a posting, visible or not. */
export const isPosting = (kind: RowKind): boolean =>
  kind === "data" || kind === "hidden" || kind === "struck";

export type Classified = {
  kind: RowKind;
  /**
   * Data rows: merged cells and blanks below an employer are filled in, and 同上 is replaced. Other rows: as in
   * the file.
   */
  cells: Cell[];
  /** Columns that were filled in from a row above. */
  carried: number[];
  employerFrom?: EmployerFrom;
  /** Text of the section title above the row (一、阜新市). */
  section?: string;
  /**
   * The employer that the section title or the sheet's titles name. Only for sheets without an employer
   * column.
   */
  employer?: string;
  slipped?: SlipReason;
};

/**
 * Classifies the rows of a sheet in order, and completes posting rows from the rows above. An employer is
 * never carried across a blank row, a total or a section.
 */
export class RowClassifier {
  readonly layout: Layout;
  /** Column names of each header row, squeezed. */
  #headers: string[][];
  #at: Record<"title" | "employer" | "sequence", number>;
  #filler: RowFiller;
  #lastRow = 0;
  #section: string | undefined;

  constructor(layout: Layout, mapping: Mapping = layout.mapping) {
    this.layout = layout;
    this.#headers = layout.headerCells.map((cells) => cells.map(squeeze));
    const columnOf = (field: Field) => {
      const found = Object.keys(mapping).find((c) => mapping[Number(c)]?.field === field);
      return found === undefined ? -1 : Number(found);
    };
    const numbers = columnOf("sequence");
    this.#at = {
      title: columnOf("title"),
      employer: columnOf("enterpriseName"),
      // A column 编号 is mapped to the source's ids if its numbers do not rise, as in one number per employer.
      sequence:
        numbers >= 0 ? numbers : layout.header.findIndex((name) => recognise(name)?.field === "sequence"),
    };
    const { employer, sequence } = this.#at;
    this.#filler = new RowFiller({ employer, sequence, ofEmployer: layout.employerColumns });
  }

  /** Returns true if a row below the header names other columns, so that another table starts with it. */
  startsTable(row: SheetRow): boolean {
    if (row.hidden || row.row <= this.layout.headerRow || !namesColumns(row)) return false;
    const own = filledCells(row.cells);
    return !this.#headers.some((names) => isSameHeader(own, names));
  }

  classify(row: SheetRow): Classified {
    // A workbook omits rows without cells, so a gap in the row numbers is a blank row.
    if (row.sheet !== undefined && row.row > this.#lastRow + 1 && !this.#insideEmployer(row))
      this.#filler.endEmployer();
    this.#lastRow = row.row;
    const own = filledCells(visibleCells(row));
    const kind = this.#kindOf(row, own);
    if (isPosting(kind)) return this.#complete(row, kind);
    const endsEmployer = kind === "total" || kind === "title" || kind === "note" || kind === "blank";
    if (endsEmployer && !this.#insideEmployer(row)) this.#filler.endEmployer();
    if (kind === "title" && row.row > this.layout.headerRow) this.#startSection(row, own);
    return { kind, cells: row.cells, carried: [] };
  }

  #insideEmployer(row: SheetRow): boolean {
    const column = this.#at.employer;
    return row.spans?.some((s) => s.left === column && s.top < row.row && s.left === s.right) ?? false;
  }

  #kindOf(row: SheetRow, own: Own): RowKind {
    if (own.length === 0) return "blank";
    if (this.layout.headerRows.includes(row.row)) return "header";
    if (row.row < this.layout.headerRow) return "title";
    const at = this.#at;
    // Forms have pre-printed numbers. A row with only such a number is unused.
    if (own.every(([column, text]) => column === at.sequence && /^\d+$/.test(text))) return "blank";
    if (this.#headers.some((names) => isSameHeader(own, names))) return "repeatHeader";
    if (numbersColumns(row.cells)) return "repeatHeader";
    if (isTotal(own, at)) return "total";
    if (isNote(own, at)) return "note";
    if (isSection(own, at, row)) return "title";
    const only = own.length === 1 ? own[0] : undefined;
    const stray = only && only[0] === 0 && only[0] !== at.title && this.layout.header.length > 2;
    if (stray && !row.spans?.some((s) => s.top < row.row)) return "note";
    if (row.hidden) return "hidden";
    return this.#isStruck(row, own) ? "struck" : "data";
  }

  /** Returns true if the title, or at least half of the filled cells, are struck out. */
  #isStruck({ struck }: SheetRow, own: Own): boolean {
    if (!struck || struck.length === 0) return false;
    const columns = own.filter(([column]) => column !== this.#at.sequence).map(([column]) => column);
    const out = columns.filter((column) => struck.includes(column));
    return out.includes(this.#at.title) || (out.length > 0 && out.length * 2 >= columns.length);
  }

  #startSection(row: SheetRow, own: Own): void {
    const [only] = own;
    if (!only) return;
    const texts = own.map(([column]) => row.cells[column]?.trim());
    const employer = own.length === 1 && only[0] === this.#at.employer;
    if (employer) this.#filler.startHeading(row);
    // A hidden section names no employer for the visible rows below it.
    this.#section = employer ? undefined : row.hidden ? "" : texts.join(" ");
  }

  #complete(row: SheetRow, kind: RowKind): Classified {
    const filled = this.#filler.fill(row, this.layout.header.length);
    const named = this.#at.employer < 0 ? this.#employerAbove() : null;
    const slipped = row.slipped ?? this.#slip(row);
    const classified: Classified = { kind, cells: filled.cells, carried: filled.carried };
    if (filled.employerFrom) classified.employerFrom = filled.employerFrom;
    if (this.#section !== undefined) classified.section = this.#section;
    if (named !== null) classified.employer = named;
    if (slipped) classified.slipped = slipped;
    return classified;
  }

  #employerAbove(): string | null {
    const texts = this.#section === undefined ? [...this.layout.titles].reverse() : [this.#section];
    for (const text of texts) {
      const found = employerIn(text);
      if (found) return found;
    }
    return null;
  }

  #slip(row: SheetRow): SlipReason | undefined {
    const width = this.layout.header.length;
    if (row.cells.length > width && row.cells.slice(width).some((c) => c.trim() !== "")) return "moreCells";
    // Workbooks omit blank cells at the end of a row; text files do not.
    return row.sheet === undefined && row.cells.length < width ? "fewerCells" : undefined;
  }
}

/** Returns the row's cells, blank in columns that a person does not see. */
function visibleCells({ cells, hiddenColumns }: SheetRow): Cell[] {
  if (!hiddenColumns) return cells;
  return cells.map((text, column) =>
    hiddenColumns.some(([from, to]) => column >= from && column <= to) ? "" : text,
  );
}

/** Returns column and squeezed text of every filled cell. */
function filledCells(cells: Cell[]): Own {
  const filled: Own = [];
  for (let column = 0; column < cells.length; column += 1) {
    const text = squeeze(cells[column] ?? "");
    if (text !== "") filled.push([column, text]);
  }
  return filled;
}

function isSameHeader(own: Own, names: string[]): boolean {
  let same = 0;
  for (const [column, text] of own) if (text === names[column]) same += 1;
  return same >= 2 && same >= own.length * 0.7;
}
