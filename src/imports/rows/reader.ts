import type { RowReason } from "../../../db/schema/index.ts";
import { remembering, rememberingEach } from "../../platform/core/text.ts";
import type { Field, Mapping } from "../reading/index.ts";
import { clip } from "../reading/text.ts";

/** Layout of one sheet: its mapping and header. The functions that read rows need it. */
export type SheetReader = {
  mapping: Mapping;
  header: string[];
  /** Number of header cells, including blank ones at the end. The cells of a longer row are shifted. */
  width: number;
  delimited: boolean;
  /** True if a cell has an address of column letters and row number. JSON has none. */
  addressed: boolean;
  /** True if cells that are struck out are read like others. */
  readsStruck: boolean;
  /** The employer of every row whose own cell names none, as a person decided; null without a decision. */
  employer: string | null;
  /** The enterprise whose own sheet it is: a row is its own, unless it names another one. */
  owner: { name: string; nameKey: string } | null;
};

const headingsOf = rememberingEach(({ mapping, header }: SheetReader) =>
  remembering((field) =>
    Object.keys(mapping)
      .filter((column) => mapping[Number(column)]?.field === field)
      .map((column) => header[Number(column)] ?? "")
      .join(" "),
  ),
);

/** Returns the names of the columns that are mapped to a field. */
export const headingOf = (reader: SheetReader, field: Field): string => headingsOf(reader)(field);

/** Returns the first column that is mapped to a field, or null without one. */
const firstColumn = rememberingEach(({ mapping }: SheetReader) =>
  remembering((field) => Object.keys(mapping).find((c) => mapping[Number(c)]?.field === field) ?? null),
);

/**
 * Returns a reason about a field, with the column's name in the sheet. `column` decides between several
 * columns of one field.
 */
export function reasonOf(
  reader: SheetReader,
  field: Field | null,
  code: string,
  text?: string,
  column: string | number | null = field && firstColumn(reader)(field),
): RowReason {
  return {
    column: field && column !== null ? reader.header[Number(column)] || null : null,
    field,
    code,
    ...(text === undefined ? {} : { text: clip(text, 100) }),
  };
}
