/** Verbatim text of a cell, "" for a blank one. */
export type Cell = string;

export type Format = "csv" | "xlsx" | "jsonld";
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** A merged range of a sheet: zero-based columns, one-based rows, and the text of its first cell. */
export type Span = { left: number; right: number; top: number; bottom: number; text: Cell };

/** Reasons why the cells of a row may stand in the wrong columns. */
export type SlipReason = "unclosedQuote" | "moreCells" | "fewerCells";

/**
 * One row of a file.
 * `row` is the visible number: Excel's row; for CSV the line where the record starts; for JSON the posting's
 * ordinal. JSON's row 0 holds the field names.
 * `sheet` and `spans` exist for workbooks only. `suspect` is true if a cell holds U+FFFD, the trace of a
 * broken byte.
 */
export type SheetRow = {
  row: number;
  cells: Cell[];
  sheet?: string;
  spans?: Span[];
  suspect?: true;
  slipped?: SlipReason;
};

/** Findings about a file before its first row. */
export type FileInfo = {
  format: Format;
  encoding?: Encoding;
  /** Separator of a CSV file. */
  delimiter?: string;
  /** True if the content has another format than the file's name says. The content decides. */
  misnamed?: true;
  /** Sheets that are read, and those that are not, with the reason. */
  sheets?: { name: string; read: boolean; why?: "hidden" | "noHeader" | "instructions" }[];
};

export type ReadOptions = {
  filename: string;
  /** Limit in bytes. Default: none for CSV and JSON, 64 MB for a workbook. */
  maxBytes?: number;
  /** Limit of filled rows. Default for a workbook: 20,000. */
  maxRows?: number;
  /** Separator of a CSV file. Detected if absent. */
  delimiter?: string;
  onInfo?: (info: FileInfo) => void;
};
