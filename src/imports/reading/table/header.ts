import type { SheetRow } from "../types.ts";
import { looksLikeData } from "./content.ts";
import { recognise } from "./labels.ts";

/** Rows that may be the header, from index `first` to `last`. A higher score is more certain. */
export type HeaderCandidate = { first: number; last: number; header: string[]; score: number };

/** Lowest score of a row that begins a table below another one: three exact column names and no value. */
export const TABLE_SCORE = 6;

/** Returns every row, and every pair of adjacent rows, that may be the header, in sheet order. */
export function candidateRows(rows: SheetRow[]): HeaderCandidate[] {
  const candidates: HeaderCandidate[] = [];
  rows.forEach((row, at) => {
    const single = row.cells.map(clean);
    const score = scoreOf(single);
    if (score > 0) candidates.push({ first: at, last: at, header: single, score });
    const next = rows[at + 1];
    const pair = next ? pairOf(row, next) : null;
    // Two rows must together score more than each alone. A row of partial names (最低, 最高) always belongs to
    // the row above.
    if (!next || !pair) return;
    const parts = next.cells.every((c) => c.trim() === "" || PART.test(clean(c)));
    const together = parts ? score + 0.5 : scoreOf(pair) - 0.5;
    candidates.push({ first: at, last: at + 1, header: pair, score: together });
  });
  return candidates.filter((c) => c.score > 0);
}

/** Length in characters above which a text is surely no column name. */
const NAME_CHARS_MAX = 60;

/** Returns true for a row of column names that are surely no values. */
export const namesColumns = ({ cells }: SheetRow): boolean =>
  // Shortcut for most rows: one of their cells is a number or a long text.
  !cells.some((cell) => /^\s*[\d.]+\s*$/.test(cell) || cell.length > NAME_CHARS_MAX) &&
  scoreOf(cells.map(clean)) >= TABLE_SCORE &&
  !cells.some((cell) => looksLikeData(clean(cell)));

/** Column names that need a group name above them: 月工资 above 最低 and 最高. */
const PART = /^(最[低高]|上限|下限|男|女|小计|姓名|号码|金额|数量|名称|起|止)$/;

/** Returns the text of a header cell on one line. */
const clean = (text: string) => text.replace(/\s*[\r\n]+\s*/g, "").trim();

/**
 * Returns a score for a possible header. An exactly named field scores 2 and a vaguely named one 1; a cell
 * that looks like data costs 2. The score 0 means no header.
 */
function scoreOf(labels: string[]): number {
  const names = labels.filter((label) => label !== "");
  if (names.length < 2) return 0;
  const exact = new Set<string>();
  const hinted = new Set<string>();
  let data = 0;
  for (const name of names) {
    if (looksLikeData(name)) {
      data++;
      continue;
    }
    const found = recognise(name);
    if (found) (found.exact ? exact : hinted).add(found.field);
  }
  for (const field of exact) hinted.delete(field);
  const known = exact.size + hinted.size;
  if (known < 2 || exact.size < 1 || known < names.length * 0.3 || data > names.length * 0.3) return 0;
  return exact.size * 2 + hinted.size - data * 2;
}

/**
 * Joins a row of group names with the row of column names below it (联系方式 above 联系人 and 电话). Returns null if
 * the second row is no row of column names, or has a name below a cell that is no group.
 */
function pairOf(top: SheetRow, below: SheetRow): string[] | null {
  const groups = top.cells.map(clean);
  const names = below.cells.map(clean);
  const named = names.filter((name) => name !== "");
  if (named.length === 0 || groups.filter((g) => g !== "").length < 2) return null;
  const known = named.filter((name) => recognise(name) && !looksLikeData(name)).length;
  if (known < named.length * 0.6 && !named.every((name) => PART.test(name))) return null;
  const width = Math.max(groups.length, names.length);
  const joined: string[] = [];
  let group = "";
  for (let column = 0; column < width; column++) {
    const own = groups[column] ?? "";
    const name = names[column] ?? "";
    if (own !== "") group = own;
    else if (name === "") group = "";
    // A text below a cell that is no group is the value of a data row.
    const alone = own !== "" && name !== "" && !isGroup(top, below, column);
    if (alone && own !== name) return null;
    joined.push(name === "" ? own : label(group, name, own !== ""));
  }
  return joined;
}

/**
 * Returns true if a cell is a group name, that is, spans several columns. In a workbook it is a merged cell;
 * in text a blank follows it.
 */
function isGroup(top: SheetRow, below: SheetRow, column: number): boolean {
  const span = top.spans?.find((s) => s.left === column && s.top === top.row);
  if (span) return span.right > span.left;
  const next = (top.cells[column + 1] ?? "").trim();
  return next === "" && (below.cells[column + 1] ?? "").trim() !== "";
}

function label(group: string, name: string, first: boolean): string {
  if (group === "" || group === name) return name;
  return recognise(name)?.exact && (first || recognise(name)) ? name : `${group}${name}`;
}
