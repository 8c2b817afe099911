/** Verbatim text of a cell, "" for a blank one. */
export type Cell = string;

export type Format = "csv" | "xlsx" | "jsonld";
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** A merged range of a sheet: zero-based columns, one-based rows, and the text of its first cell. */
export type Span = { left: number; right: number; top: number; bottom: number; text: Cell };

/** Why the cells of a row may stand in the wrong columns. */
export type SlipReason = "unclosedQuote" | "moreCells" | "fewerCells";

/**
 * One row of a file.
 * `row`: the number a person sees: Excel's row number; for CSV the line where the record starts; for JSON the
 * posting's ordinal, with row 0 holding the field names.
 * `sheet` and `spans` only for workbooks; `suspect` when a cell holds U+FFFD, the trace of a broken byte.
 */
export type SheetRow = {
  row: number;
  cells: Cell[];
  sheet?: string;
  spans?: Span[];
  suspect?: true;
  slipped?: SlipReason;
};

/** What was found out about a file before its first row. */
export type FileInfo = {
  format: Format;
  encoding?: Encoding;
  /** Separator of a CSV file. */
  delimiter?: string;
  /** The content is another format than the file's name says; the content won. */
  misnamed?: true;
  /** Sheets that are read, and those that are not, with the reason. */
  sheets?: { name: string; read: boolean; why?: "hidden" | "noHeader" | "instructions" }[];
};

export type ReadOptions = {
  filename: string;
  /** Bytes of the file; without it CSV and JSON are unlimited and a workbook may have 64 MB. */
  maxBytes?: number;
  /** Rows that are not blank; for a workbook 20,000 unless said otherwise. */
  maxRows?: number;
  /** Separator of a CSV file when it is known; found out otherwise. */
  delimiter?: string;
  onInfo?: (info: FileInfo) => void;
};
