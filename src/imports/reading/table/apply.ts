import { splitContact } from "./contact.ts";
import { type Field, JOINED } from "./fields.ts";
import type { Mapping } from "./mapping.ts";

/**
 * Maps a row's cells to fields, in the source's wording, trimmed and without blank cells. Cells of several
 * columns with one field of JOINED are joined in column order. Names and phones of a contact are split.
 */
export function applyMapping(cells: string[], mapping: Mapping): Partial<Record<Field, string>> {
  const row: Partial<Record<Field, string>> = {};
  const columns = Object.keys(mapping).map(Number);
  for (const column of columns.sort((a, b) => a - b)) {
    const field = mapping[column]?.field;
    const text = cells[column]?.trim() ?? "";
    if (!field || field === "ignored" || text === "") continue;
    const before = row[field];
    const same = before === text || before?.endsWith(`${JOINED[field] ?? ""}${text}`);
    if (before === undefined) row[field] = text;
    else if (field in JOINED && !same) row[field] = `${before}${JOINED[field]}${text}`;
  }
  splitContact(row);
  return row;
}
