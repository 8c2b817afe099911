/**
 * Imports: job sheets become draft postings. A file's rows are first staged in the database; mapping, dry run
 * and run read the staged rows.
 * - Every data row ends with an outcome and its reasons. Titles, totals and notes are counted and shown.
 * - A row is identified by its id in the source, else by its content. Importing a sheet again creates
 *   nothing.
 * - A posting and the outcome of its row commit together. A killed run continues and repeats nothing.
 * - A person's edits stay while the source is unchanged. If the source of a published posting changes, the
 *   posting is reviewed again.
 * - A finished run can be taken back as a whole while nobody has acted on its postings.
 * - Officers of the whole city import for it. Members of an enterprise import its own sheet, which makes
 *   drafts alone. All others get NOT_FOUND.
 */

export { getImport, listImportRows, listImports, listOwnImports } from "./read-imports.ts";
export { columnLetters, FIELDS, type Field, neutraliseCell } from "./reading/index.ts";
export { importRoutes } from "./routes.ts";
export { type OriginalRow, originalRowOf } from "./rows/original-row.ts";
export { dryRun } from "./running/dry-run.ts";
export { runImport } from "./running/run-import.ts";
export { startImport } from "./running/start-import.ts";
export { takeBackImport } from "./running/take-back-import.ts";
export * from "./schema.ts";
export { setMapping } from "./set-mapping.ts";
export { TEMPLATE_COLUMNS, type TemplateWords, templateXlsx } from "./template/template-xlsx.ts";
export { OWN_ROWS_MAX } from "./upload/owner.ts";
export { type StageInput, stageImport } from "./upload/stage-import.ts";
