import { rememberingEach } from "../../../platform/core/text.ts";
import { splitContact } from "./contact.ts";
import { type Field, JOINED } from "./fields.ts";
import type { Mapping } from "./mapping.ts";

type Column = readonly [column: number, field: Field];

/** Returns the columns that are mapped to a field, in column order. */
const columnsOf = rememberingEach((mapping: Mapping): readonly Column[] =>
  Object.entries(mapping)
    .map(([column, { field }]): Column => [Number(column), field])
    .filter(([, field]) => field !== "ignored")
    .sort(([a], [b]) => a - b),
);

/**
 * Maps a row's cells to fields, in the source's wording, trimmed and without blank cells. Cells of several
 * columns with one field of JOINED are joined in column order. Names and phones of a contact are split.
 */
export function applyMapping(cells: string[], mapping: Mapping): Partial<Record<Field, string>> {
  const row: Partial<Record<Field, string>> = {};
  for (const [column, field] of columnsOf(mapping)) {
    const text = cells[column]?.trim() ?? "";
    if (text === "") continue;
    const before = row[field];
    const same = before === text || before?.endsWith(`${JOINED[field] ?? ""}${text}`);
    if (before === undefined) row[field] = text;
    else if (field in JOINED && !same) row[field] = `${before}${JOINED[field]}${text}`;
  }
  splitContact(row);
  return row;
}
