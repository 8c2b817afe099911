import type { Generated } from "kysely";
import type { Json, JsonOrNull, Stamp, StampOrNull } from "./foundation.ts";

export type ImportStatus = "staging" | "staged" | "running" | "done" | "takenBack" | "failed";
export type RowPlan = "create" | "update" | "unchanged" | "skip" | "refuse";
export type RowOutcome = "created" | "updated" | "unchanged" | "skipped" | "refused";

export type ImportBatchTable = {
  id: string;
  homeCity: string;
  createdBy: string | null;
  /** The enterprise that brought its own sheet; null for an import of the union. */
  enterpriseId: string | null;
  filename: string;
  sourceName: string | null;
  sourceUrl: string | null;
  repost: Generated<boolean>;
  format: string | null;
  encoding: string | null;
  layout: JsonOrNull<unknown[]>;
  mapping: JsonOrNull<Record<string, Record<string, string>>>;
  options: Json<Record<string, unknown>>;
  status: ImportStatus;
  error: JsonOrNull<Record<string, unknown>>;
  rowsStaged: Generated<number>;
  rowsData: Generated<number>;
  rowsDone: Generated<number>;
  counts: Json<Record<string, number>>;
  /** Sheets of a workbook that were not read. */
  skippedSheets: JsonOrNull<{ name: string; why: string }[]>;
  plan: JsonOrNull<Record<string, unknown>>;
  result: JsonOrNull<Record<string, unknown>>;
  createdAt: Stamp;
  updatedAt: Stamp;
  finishedAt: StampOrNull;
};

/**
 * A remark about a row. `column` is the column's name in the sheet's header, `field` the field to which it is
 * mapped.
 */
export type RowReason = { column: string | null; field: string | null; code: string; text?: string };

export type ImportRowTable = {
  importId: string;
  position: number;
  sheet: Generated<string>;
  rowNo: number;
  kind: string;
  cells: Json<string[]>;
  employer: string | null;
  marks: Generated<string[]>;
  digest: Buffer | null;
  occurrence: Generated<number>;
  idRepeated: Generated<boolean>;
  plan: RowPlan | null;
  outcome: RowOutcome | null;
  reasons: Json<RowReason[]>;
  postingId: string | null;
  /** The posting as it was before the row changed it. */
  before: JsonOrNull<Record<string, unknown>>;
};

/** Row of the view `shared.openImport`: an import that was read or run. */
export type SharedOpenImport = Pick<
  ImportBatchTable,
  "id" | "homeCity" | "filename" | "status" | "rowsData"
> & { createdAt: Date; finishedAt: Date };
