import { remembering } from "../../../platform/core/text.ts";
import type { Cell, SheetRow } from "../types.ts";
import { squeeze } from "./labels.ts";

const DITTO =
  /^(工作)?(地址|地点|单位|公司|企业|薪资|待遇|要求|条件|福利|电话|联系人)?(同上|如上|同前|上同|同上行|ditto)[。.]?$/i;
const DITTO_MARK = /^(〃|″|"|''|“|”|″″|々|ibid\.?)$/i;

/** Returns true for a cell that repeats the one above it. */
const isDitto = remembering((text) => DITTO.test(squeeze(text)) || DITTO_MARK.test(text.trim()));

const isBlank = (text: Cell | undefined) => (text ?? "").trim() === "";

/**
 * How a row got its employer from above; `unclear`: it has a number of its own, so it may be another
 * firm's.
 */
export type EmployerFrom = "above" | "unclear";

type Columns = { employer: number; sequence: number; ofEmployer: readonly number[] };
type Filled = { cells: Cell[]; carried: number[]; employerFrom?: EmployerFrom };

/**
 * Fills blank cells of posting rows from the rows above. Merged ranges are filled exactly. Blank employer
 * columns take the values of the last employer above, until `endEmployer`.
 * A row with a number of its own takes an employer only from a heading, or from a row with the same number.
 * A visible row takes nothing from a hidden one: a person who reads the sheet does not know what stands
 * there.
 */
export class RowFiller {
  #columns: Columns;
  #above: Cell[] = [];
  /** The last visible row. */
  #seenAbove: Cell[] = [];
  #employer: { cells: Cell[]; hidden: boolean; heading: boolean } | null = null;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Starts the rows of an employer that stands alone in its row. */
  startHeading(row: SheetRow): void {
    this.#employer = { cells: [...row.cells], hidden: row.hidden ?? false, heading: true };
  }

  endEmployer(): void {
    this.#employer = null;
  }

  /** Returns the row's cells, at least `width`, with the columns that were filled. */
  fill(row: SheetRow, width: number): Filled {
    const cells: Cell[] = [];
    for (let at = 0; at < width || at < row.cells.length; at += 1) cells.push(row.cells[at] ?? "");
    const carried = new Set<number>();
    for (const span of row.spans ?? []) {
      if (span.top < row.row && isBlank(cells[span.left]) && !isBlank(span.text)) {
        cells[span.left] = span.text;
        carried.add(span.left);
      }
    }
    for (const [column, text] of cells.entries()) {
      if (!isDitto(text)) continue;
      const above = this.#aboveAt(column, row.hidden ?? false);
      if (isBlank(above)) continue;
      cells[column] = above;
      carried.add(column);
    }
    const employerFrom = this.#carryEmployer(row, cells, carried);
    this.#remember(row, cells);
    const filled: Filled = { cells, carried: [...carried].sort((a, b) => a - b) };
    if (employerFrom) filled.employerFrom = employerFrom;
    return filled;
  }

  /** Returns the text above a cell. Of a visible row, "" if a hidden row in between says something else. */
  #aboveAt(column: number, hidden: boolean): Cell {
    const above = this.#above[column] ?? "";
    return hidden || above === (this.#seenAbove[column] ?? "") ? above : "";
  }

  #remember(row: SheetRow, cells: Cell[]): void {
    const { struck } = row;
    this.#above = struck ? cells.map((text, column) => (struck.includes(column) ? "" : text)) : cells;
    if (!row.hidden) this.#seenAbove = this.#above;
  }

  #carryEmployer(row: SheetRow, cells: Cell[], carried: Set<number>): EmployerFrom | undefined {
    const { employer, ofEmployer } = this.#columns;
    if (employer < 0) return undefined;
    const blank = isBlank(cells[employer]);
    if (!blank && !carried.has(employer)) {
      this.#employer = { cells, hidden: row.hidden ?? false, heading: false };
      return undefined;
    }
    if (!this.#employer || (this.#employer.hidden && !row.hidden)) return undefined;
    if (blank && this.#hasOtherNumber(row)) {
      this.endEmployer();
      return "unclear";
    }
    for (const column of ofEmployer) {
      const text = this.#employer.cells[column] ?? "";
      if (!isBlank(cells[column]) || isBlank(text)) continue;
      cells[column] = text;
      carried.add(column);
    }
    return blank && !this.#employer.heading ? "above" : undefined;
  }

  /**
   * Returns true if a row has a number that is not its employer's, and no part of it (1-2 below 1). Below a
   * heading, numbers do not count.
   */
  #hasOtherNumber(row: SheetRow): boolean {
    const own = squeeze(row.cells[this.#columns.sequence] ?? "");
    if (own === "" || this.#employer?.heading) return false;
    const whole = squeeze(this.#employer?.cells[this.#columns.sequence] ?? "");
    return (
      own !== whole && !(whole !== "" && own.startsWith(whole) && /^[-.、(]/.test(own.slice(whole.length)))
    );
  }
}
