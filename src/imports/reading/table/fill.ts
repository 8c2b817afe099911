import type { Cell, SheetRow } from "../types.ts";
import { squeeze } from "./labels.ts";

const DITTO =
  /^(工作)?(地址|地点|单位|公司|企业|薪资|待遇|要求|条件|福利|电话|联系人)?(同上|如上|同前|上同|同上行|ditto)[。.]?$/i;
const DITTO_MARK = /^(〃|″|"|''|“|”|″″|々|ibid\.?)$/i;

const isBlank = (text: Cell | undefined) => (text ?? "").trim() === "";

/**
 * Fills blank cells of posting rows from the rows above. Merged ranges are filled exactly. Blank employer
 * columns take the values of the last employer above, until `endEmployer`.
 * A visible row takes nothing from a hidden one: a person who reads the sheet does not know what stands
 * there.
 */
export class RowFiller {
  #columns: { employer: number; ofEmployer: readonly number[] };
  #above: Cell[] = [];
  /** The last visible row. */
  #seenAbove: Cell[] = [];
  #employer: { cells: Cell[]; hidden: boolean } | null = null;

  constructor(columns: { employer: number; ofEmployer: readonly number[] }) {
    this.#columns = columns;
  }

  startEmployer(cells: Cell[], hidden: boolean): void {
    this.#employer = { cells: [...cells], hidden };
  }

  endEmployer(): void {
    this.#employer = null;
  }

  /** Returns the row's cells, at least `width`, with the columns that were filled. */
  fill(row: SheetRow, width: number): { cells: Cell[]; carried: number[] } {
    const cells = Array.from({ length: Math.max(width, row.cells.length) }, (_, i) => row.cells[i] ?? "");
    const carried = new Set<number>();
    for (const span of row.spans ?? []) {
      if (span.top < row.row && isBlank(cells[span.left]) && !isBlank(span.text)) {
        cells[span.left] = span.text;
        carried.add(span.left);
      }
    }
    cells.forEach((text, column) => {
      if (!DITTO.test(squeeze(text)) && !DITTO_MARK.test(text.trim())) return;
      const above = this.#aboveAt(column, row.hidden ?? false);
      if (isBlank(above)) return;
      cells[column] = above;
      carried.add(column);
    });
    this.#carryEmployer(row, cells, carried);
    this.#remember(row, cells);
    return { cells, carried: [...carried].sort((a, b) => a - b) };
  }

  /** Returns the text above a cell. Of a visible row, "" if a hidden row in between says something else. */
  #aboveAt(column: number, hidden: boolean): Cell {
    const above = this.#above[column] ?? "";
    return hidden || above === (this.#seenAbove[column] ?? "") ? above : "";
  }

  #remember(row: SheetRow, cells: Cell[]): void {
    const struck = new Set(row.struck);
    this.#above = cells.map((text, column) => (struck.has(column) ? "" : text));
    if (!row.hidden) this.#seenAbove = this.#above;
  }

  #carryEmployer(row: SheetRow, cells: Cell[], carried: Set<number>): void {
    const { employer, ofEmployer } = this.#columns;
    if (employer < 0) return;
    if (!isBlank(cells[employer]) && !carried.has(employer)) {
      this.startEmployer(cells, row.hidden ?? false);
      return;
    }
    if (this.#employer?.hidden && !row.hidden) return;
    for (const column of ofEmployer) {
      const text = this.#employer?.cells[column] ?? "";
      if (!isBlank(cells[column]) || isBlank(text)) continue;
      cells[column] = text;
      carried.add(column);
    }
  }
}
