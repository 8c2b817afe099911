import type { Cell, SheetRow } from "../types.ts";
import { looksLikeData } from "./content.ts";
import { EMPLOYER_FIELDS, type Field } from "./fields.ts";
import { candidateRows, type HeaderCandidate, namesColumns, TABLE_SCORE } from "./header.ts";
import { columnLetters, labelKey } from "./labels.ts";
import { type Mapping, proposeMapping } from "./mapping.ts";
import { filled, hasValues, numbersColumns, unnamedTable } from "./unnamed.ts";

/** Number of rows read to find the header and to propose a mapping. */
export const LAYOUT_ROWS = 200;
const HEADER_WITHIN_ROWS = 60;

export type Layout = {
  sheet?: string;
  /**
   * True if no row names the columns, so that only a person knows their meaning. `header` then has the column
   * letters, and `mapping` is proposed from the cells.
   */
  unnamed?: true;
  /**
   * Row number of the header, or of its second row if it has two. The first row of a table without column
   * names.
   */
  headerRow: number;
  /** Row numbers of the header: two if group names are above the column names, none without a header. */
  headerRows: number[];
  /** Column names. With two header rows, group name and column name are joined. */
  header: string[];
  /** Cells of the header rows, to recognise a repeated header after a page break. */
  headerCells: Cell[][];
  titleRows: number[];
  /** Texts of the title rows. */
  titles: string[];
  mapping: Mapping;
  /** Filled columns that a person who opens the sheet does not see. They are proposed as ignored. */
  hiddenColumns: number[];
  /** Columns in which a blank cell means "as the employer's first row". */
  employerColumns: number[];
};

/**
 * Finds the header in the first 200 rows of a sheet, below any titles, in one row or two. Looks for known
 * column names first, then for names above cells of known kinds. Hidden rows count only if no visible row is
 * a header. Returns null without a header.
 */
export function findLayout(first: SheetRow[]): Layout | null {
  const rows = first.slice(0, LAYOUT_ROWS);
  const visible = rows.filter((row) => !row.hidden);
  return namedLayout(visible) ?? (visible.length < rows.length ? namedLayout(rows) : null);
}

/** Returns the layout of a table whose first row is the header, which stands below another table. */
export function layoutBelow(first: SheetRow[]): Layout | null {
  const rows = first.slice(0, LAYOUT_ROWS);
  const found = best(candidateRows(rows.slice(0, 2)).filter((candidate) => candidate.first === 0));
  return found && layoutOf(rows, found);
}

/** Returns the layout of a job sheet without column names, or null if the rows are no job sheet. */
export function unnamedLayout(first: SheetRow[]): Layout | null {
  const rows = untilNextTable(first.slice(0, LAYOUT_ROWS).filter((row) => !row.hidden));
  const table = unnamedTable(rows);
  const start = table && rows[table.first];
  if (!start) return null;
  const hiddenColumns = hiddenOf(start, filledColumns(rows.map(({ cells }) => cells)));
  return {
    ...(start.sheet === undefined ? {} : { sheet: start.sheet }),
    unnamed: true,
    headerRow: start.row,
    headerRows: table.numbered ? [start.row] : [],
    header: Array.from({ length: table.width }, (_, column) => columnLetters(column)),
    headerCells: table.numbered ? [start.cells] : [],
    ...titlesOf(rows.slice(0, table.first)),
    mapping: Object.fromEntries(
      Object.entries(table.mapping).map(([column, proposed]) => [
        column,
        hiddenColumns.includes(Number(column)) ? { field: "ignored", confidence: 0 } : proposed,
      ]),
    ),
    hiddenColumns,
    employerColumns: employerColumns(table.mapping, rows.slice(table.first)),
  };
}

function namedLayout(rows: SheetRow[]): Layout | null {
  const found = firstTable(rows) ?? unnamedHeader(rows);
  return found === "unnamed" ? unnamedLayout(rows) : found && layoutOf(rows, found);
}

/**
 * Returns the surest header. If rows of values stand above it, these are a table of their own: returns that
 * table's header, or "unnamed" if it has none.
 */
function firstTable(rows: SheetRow[]): HeaderCandidate | "unnamed" | null {
  const candidates = candidateRows(rows.slice(0, HEADER_WITHIN_ROWS));
  const surest = best(candidates);
  if (!surest || surest.score < TABLE_SCORE) return surest;
  const valuesFrom = (from: number) => rows.slice(from, surest.first).filter(hasValues).length;
  const above = candidates.find(({ last, score }) => score >= TABLE_SCORE && valuesFrom(last + 1) > 0);
  if (above) return best(candidates.filter(({ first }) => first === above.first)) ?? above;
  return valuesFrom(0) > 1 && unnamedTable(rows.slice(0, surest.first)) ? "unnamed" : surest;
}

/** Returns the rows above the first one that names columns, other than those of the `header`. */
function untilNextTable(rows: SheetRow[], header: string[] = []): SheetRow[] {
  const end = rows.findIndex((row) => namesColumns(row) && !sameLabels(row.cells, header));
  return end < 0 ? rows : rows.slice(0, end);
}

function layoutOf(rows: SheetRow[], found: HeaderCandidate): Layout {
  const header = trimEnd(found.header);
  const below = untilNextTable(rows.slice(found.last + 1), header);
  const headerRows = rows.slice(found.first, found.last + 1);
  const samples = below
    .map((row) => row.cells)
    .filter((cells) => filled(cells) > 1 && !sameLabels(cells, header));
  const hiddenColumns = hiddenOf(headerRows[0], filledColumns([header, ...samples]));
  const mapping = proposeMapping(header, samples, hiddenColumns);
  const sheet = headerRows[0]?.sheet;
  return {
    ...(sheet === undefined ? {} : { sheet }),
    headerRow: headerRows.at(-1)?.row ?? 0,
    headerRows: headerRows.map((row) => row.row),
    header,
    headerCells: headerRows.map((row) => row.cells),
    ...titlesOf(rows.slice(0, found.first)),
    mapping,
    hiddenColumns,
    employerColumns: employerColumns(mapping, below),
  };
}

function titlesOf(rows: SheetRow[]): Pick<Layout, "titleRows" | "titles"> {
  const titles = rows.filter((row) => filled(row.cells) > 0);
  return {
    titleRows: titles.map((row) => row.row),
    titles: titles.map((row) => row.cells.filter((c) => c.trim() !== "").join(" ")),
  };
}

/** Returns those of the columns that a person who opens the sheet does not see. */
const hiddenOf = (row: SheetRow | undefined, columns: number[]): number[] =>
  columns.filter((column) => row?.hiddenColumns?.some(([from, to]) => column >= from && column <= to));

/** Returns the columns in which any of the rows has a text. */
function filledColumns(rows: Cell[][]): number[] {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  return Array.from({ length: width }, (_, column) => column).filter((column) =>
    rows.some((cells) => (cells[column] ?? "").trim() !== ""),
  );
}

function best(candidates: HeaderCandidate[]): HeaderCandidate | null {
  let winner: HeaderCandidate | null = null;
  for (const candidate of candidates) if (!winner || candidate.score > winner.score) winner = candidate;
  return winner;
}

function sameLabels(cells: Cell[], header: string[]): boolean {
  const same = cells.filter((c, i) => c.trim() !== "" && labelKey(c) === labelKey(header[i] ?? "")).length;
  return same >= 2 && same >= filled(cells) * 0.7;
}

/**
 * Returns the first filled row as header if its names are unknown, none looks like data, and the cells below
 * do. Otherwise null.
 */
function unnamedHeader(rows: SheetRow[]): HeaderCandidate | null {
  const at = rows.findIndex((row) => filled(row.cells) > 1);
  const cells = rows[at]?.cells.map((c) => c.trim()) ?? [];
  const names = cells.filter((c) => c !== "");
  if (names.length < 2 || new Set(names).size < names.length) return null;
  if (numbersColumns(cells) || names.some((c) => c.length > 20 || looksLikeData(c))) return null;
  const samples = rows.slice(at + 1).map((row) => row.cells);
  const fields = Object.values(proposeMapping(cells, samples)).map((m) => m.field);
  const known = new Set(fields.filter((f) => f !== "ignored" && f !== "sequence"));
  const telling = (["title", "enterpriseName", "pay"] as const).some((f) => known.has(f));
  return known.size >= 2 && telling ? { first: at, last: at, header: cells, score: 0 } : null;
}

/** Fields of a posting that a sheet may fill only once per employer. */
const GROUPABLE: Field[] = ["place", "benefits", "workTime", "validThrough", "postedAt", "ignored"];

/**
 * Returns the columns of employer fields, and the columns that this sheet fills only in each employer's first
 * row.
 */
function employerColumns(mapping: Mapping, rows: SheetRow[]): number[] {
  const samples = rows.map((row) => row.cells);
  const columnOf = (field: Field) =>
    Number(Object.keys(mapping).find((c) => mapping[Number(c)]?.field === field));
  const employer = columnOf("enterpriseName");
  const title = columnOf("title");
  if (Number.isNaN(employer)) return [];
  const has = (cells: Cell[], column: number) => (cells[column] ?? "").trim() !== "";
  const starts = samples.filter((cells) => has(cells, employer) && has(cells, title));
  const below = samples.filter((cells) => !has(cells, employer) && has(cells, title));
  return Object.keys(mapping)
    .map(Number)
    .filter((column) => {
      const field = mapping[column]?.field ?? "ignored";
      if (EMPLOYER_FIELDS.includes(field)) return true;
      if (!GROUPABLE.includes(field) || starts.length < 2 || below.length < 2) return false;
      // A merged cell already states which rows it covers.
      if (rows.some((row) => row.spans?.some((s) => s.left === column && s.bottom > s.top))) return false;
      const given = starts.filter((cells) => has(cells, column)).length;
      return given >= starts.length * 0.8 && below.every((cells) => !has(cells, column));
    });
}

function trimEnd(cells: Cell[]): Cell[] {
  let end = cells.length;
  while (end > 0 && (cells[end - 1] ?? "").trim() === "") end--;
  return cells.slice(0, end);
}
