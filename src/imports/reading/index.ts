/**
 * Reads job sheets in steps: bytes, rows, classified rows, a proposed mapping. Pure and streaming: uses no
 * database, no HTTP and no Node API.
 * - An unreadable file throws ImportFileError with a stable code. A bad row gets marks instead.
 * - Every row of the file is yielded with its visible number. Cells are verbatim until the classifier
 *   completes them.
 * - A CSV of any size needs memory for its longest record only.
 */
export { IMPORT_FILE_CODES, type ImportFileCode, type ImportFileDetail, ImportFileError } from "./errors.ts";
export { neutraliseCell } from "./neutral.ts";
export { readRows } from "./read-rows.ts";
export { EMPLOYER_MARK, readTable, STRUCK_CELL, type TableRow } from "./read-table.ts";
export { sniff } from "./sniff.ts";
export { applyMapping } from "./table/apply.ts";
export { type Classified, isPosting, RowClassifier, type RowKind } from "./table/classify.ts";
export { repairPhones } from "./table/contact.ts";
export { EMPLOYER_FIELDS, FIELDS, type Field } from "./table/fields.ts";
export { columnLetters } from "./table/labels.ts";
export { findLayout, LAYOUT_ROWS, type Layout } from "./table/layout.ts";
export { type Mapping, proposeMapping } from "./table/mapping.ts";
export { proposeEmployer } from "./table/marks.ts";
export { suspectShift } from "./table/shift.ts";
export type { Cell, Encoding, FileInfo, Format, ReadOptions, SheetRow, SlipReason, Span } from "./types.ts";
