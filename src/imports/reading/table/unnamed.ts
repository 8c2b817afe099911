import type { Cell, SheetRow } from "../types.ts";
import { looksLikeData, shares } from "./content.ts";
import type { Field } from "./fields.ts";
import { squeeze } from "./labels.ts";
import { type Mapping, proposeMapping } from "./mapping.ts";

/** Fields by which a table without column names is recognised as a job sheet. */
const TELLING: ReadonlySet<Field> = new Set<Field>([
  "title",
  "enterpriseName",
  "pay",
  "contactPhone",
  "contact",
  "education",
  "experience",
  "place",
]);
/** Share of the cells of a column that must be dates. */
const DATES_MIN = 0.6;
/** Confidence of a field that is proposed for a column of dates. A person decides. */
const DATES_CONFIDENCE = 0.4;

/** The number of a column: 3 or (3). */
const COLUMN_NUMBER = /^\(?(\d{1,3})\)?$/;
/** Names that a program gives to columns without a name, and the column marks of printed forms. */
const PLACEHOLDER =
  /^(?:(?:第?\d+)?列\d*|栏次?\d*|字段\d+|(?:column|col|field|unnamed:|f|v|c)_?\d+|[a-z]|[甲乙丙丁戊己庚辛壬癸])$/i;

export const filled = (cells: readonly Cell[]): number => cells.filter((c) => c.trim() !== "").length;

/**
 * Returns true for a row that numbers the columns and names none: 1 2 3 4, 甲 乙 1 2, A B C, Column1 Column2.
 */
export function numbersColumns(cells: readonly Cell[]): boolean {
  const names: string[] = [];
  for (const cell of cells) {
    const name = squeeze(cell);
    if (name === "") continue;
    if (!COLUMN_NUMBER.test(name) && !PLACEHOLDER.test(name)) return false;
    names.push(name);
  }
  if (names.length < 3 || new Set(names).size < names.length) return false;
  const numbers = names.flatMap((name) => COLUMN_NUMBER.exec(name)?.[1] ?? []).map(Number);
  const first = numbers[0] ?? 0;
  return first <= 1 && numbers.every((n, at) => n === first + at);
}

/** Returns true for a row that has values and no column names. */
export const hasValues = ({ cells }: SheetRow): boolean =>
  filled(cells) >= 3 && cells.some((cell) => looksLikeData(cell));

/**
 * Proposes fields of columns of dates: the end of validity for the latest column, the publication for the one
 * before. Adds them to the mapping.
 */
function proposeDates(samples: Cell[][], mapping: Mapping): void {
  const columns = Object.keys(mapping)
    .map(Number)
    .filter((column) => mapping[column]?.field === "ignored")
    .map((column) => ({ column, cells: samples.map((cells) => cells[column] ?? "") }))
    .filter(({ cells }) => shares(cells).filled > 1 && shares(cells).share("date") >= DATES_MIN)
    .map(({ column, cells }) => ({ column, last: cells.map(dateKey).sort().at(-1) ?? "" }))
    .sort((a, b) => (a.last < b.last ? 1 : -1));
  const [end, start] = columns;
  if (end) mapping[end.column] = { field: "validThrough", confidence: DATES_CONFIDENCE };
  if (start) mapping[start.column] = { field: "postedAt", confidence: DATES_CONFIDENCE };
}

/** Returns a date's digits in an order that sorts by time, "" for other texts. */
const dateKey = (cell: Cell): string =>
  (/^\D*(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?/.exec(squeeze(cell)) ?? [])
    .slice(1)
    .map((part = "") => part.padStart(2, "0"))
    .join("");

/** A table without column names: index of its first row, of the row that numbers the columns, and mapping. */
export type UnnamedTable = { first: number; numbered: boolean; width: number; mapping: Mapping };

/**
 * Finds a table whose columns nobody named, and proposes fields by the cells alone. Returns null if the rows
 * are no job sheet.
 */
export function unnamedTable(rows: SheetRow[]): UnnamedTable | null {
  const first = rows.findIndex(({ cells }) => filled(cells) > 1);
  if (first < 0) return null;
  const numbered = numbersColumns(rows[first]?.cells ?? []);
  const samples = rows
    .slice(numbered ? first + 1 : first)
    .map(({ cells }) => cells)
    .filter((cells) => filled(cells) > 1 && !numbersColumns(cells));
  const width = Math.max(0, ...samples.map((cells) => cells.findLastIndex((c) => c.trim() !== "") + 1));
  const mapping = proposeMapping(Array<string>(width).fill(""), samples);
  proposeDates(samples, mapping);
  const found = Object.values(mapping).filter(({ field }) => TELLING.has(field)).length;
  return width > 1 && samples.length > 1 && found >= (numbered ? 1 : 2)
    ? { first, numbered, width, mapping }
    : null;
}
