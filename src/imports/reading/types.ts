/** Verbatim text of a cell, "" for a blank one. */
export type Cell = string;

export type Format = "csv" | "xlsx" | "jsonld";
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** A merged range of a sheet: zero-based columns, one-based rows, and the text of its first cell. */
export type Span = { left: number; right: number; top: number; bottom: number; text: Cell };

/** Signs that the cells of a row may be in the wrong columns. */
export type SlipReason = "unclosedQuote" | "moreCells" | "fewerCells";

/** First and last column of a range, zero-based. */
export type ColumnRange = readonly [first: number, last: number];

/**
 * One row of a file. `row` is the visible number: Excel's row; for CSV the line where the record starts;
 * for JSON the ordinal of the posting. Row 0 of JSON has the property names.
 * `sheet`, `spans` (merged ranges), `hidden`, `hiddenColumns` and `struck` exist for workbooks only.
 * `suspect` is set if a cell contains U+FFFD, the sign of a broken byte.
 */
export type SheetRow = {
  row: number;
  cells: Cell[];
  sheet?: string;
  spans?: Span[];
  /** True if a person who opens the sheet does not see the row: filtered, grouped away, or without height. */
  hidden?: true;
  /** Columns of the sheet that a person does not see. */
  hiddenColumns?: readonly ColumnRange[];
  /** Columns of the cells whose whole text is struck out, or has a number format that shows nothing. */
  struck?: number[];
  suspect?: true;
  slipped?: SlipReason;
};

/** Findings about a file, known before its first row. */
export type FileInfo = {
  format: Format;
  encoding?: Encoding;
  /** Separator of a CSV file. */
  delimiter?: string;
  /** True if the content is not of the format that the file's extension states. The content is used. */
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
