/**
 * Job sheets become drafts. A file's rows are staged in the database first; mapping, dry run and run read the same rows.
 * - Every data row ends with an outcome and its reasons; titles, totals and notes are counted and shown.
 * - A row is known again by its source's id, else by what it says: importing a sheet again creates nothing.
 * - A posting and the outcome of its row commit together: a killed run goes on, none is done twice.
 * - What people changed stays while the source says the same; a published posting whose source changed is reviewed again.
 * - Only officers of the whole city import for it; for anybody else an import is not there.
 */
export { getImport, listImportRows, listImports } from "./read-imports.ts";
export { FIELDS, type Field, neutraliseCell, templateXlsx } from "./reading/index.ts";
export { importRoutes } from "./routes.ts";
export { dryRun } from "./running/dry-run.ts";
export { runImport } from "./running/run-import.ts";
export { startImport } from "./running/start-import.ts";
export * from "./schema.ts";
export { setMapping } from "./set-mapping.ts";
export { readUpload, type Upload } from "./upload/multipart.ts";
export { type StageInput, stageImport } from "./upload/stage-import.ts";
