import type { Generated } from "kysely";
import type { Json, JsonOrNull, Stamp, StampOrNull } from "./foundation.ts";

export type ImportBatchTable = {
  id: string;
  homeCity: string;
  createdBy: string | null;
  filename: string;
  sourceName: string | null;
  repost: Generated<boolean>;
  format: string | null;
  encoding: string | null;
  layout: JsonOrNull<Record<string, unknown>>;
  mapping: JsonOrNull<Record<string, unknown>>;
  options: Json<Record<string, unknown>>;
  status: "staging" | "staged" | "running" | "done" | "failed";
  error: JsonOrNull<Record<string, unknown>>;
  rowsStaged: Generated<number>;
  rowsDone: Generated<number>;
  counts: Json<Record<string, number>>;
  createdAt: Stamp;
  updatedAt: Stamp;
  finishedAt: StampOrNull;
};

export type RowReason = { column: string | null; code: string; text?: string };

export type ImportRowTable = {
  importId: string;
  rowNo: number;
  sheet: Generated<string>;
  kind: string;
  cells: string[];
  marks: Generated<string[]>;
  outcome: "created" | "updated" | "unchanged" | "skipped" | "refused" | null;
  reasons: Json<RowReason[]>;
  postingId: string | null;
};
