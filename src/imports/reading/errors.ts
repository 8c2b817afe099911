export const IMPORT_FILE_CODES = [
  "IMPORT_ENCODING_UNKNOWN",
  "IMPORT_NOT_A_TABLE",
  "IMPORT_NO_HEADER",
  "IMPORT_NO_ROWS",
  "IMPORT_TOO_MANY_ROWS",
  "IMPORT_TOO_LARGE",
  "IMPORT_JSON_INVALID",
] as const;
export type ImportFileCode = (typeof IMPORT_FILE_CODES)[number];

/**
 * Details for the error message. `kind`: the kind of a file that is no table; "oldExcel" and "encrypted" must
 * be saved again as .xlsx.
 * `limit`: the exceeded limit. `line`, `column` (from 1) and `offset` (from 0, in characters): the position
 * of a JSON error.
 */
export type ImportFileDetail = {
  kind?: string;
  limit?: number;
  line?: number;
  column?: number;
  offset?: number;
  sheet?: string;
};

/** Thrown for a file that cannot be read as a job sheet at all. A bad row never throws. */
export class ImportFileError extends Error {
  readonly code: ImportFileCode;
  readonly detail: ImportFileDetail;

  constructor(code: ImportFileCode, message: string, detail: ImportFileDetail = {}) {
    super(message);
    this.name = "ImportFileError";
    this.code = code;
    this.detail = detail;
  }
}
