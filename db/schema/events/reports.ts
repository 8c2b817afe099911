import type { ColumnType } from "kysely";
import type { Stamp } from "../foundation.ts";

/** A submitted report of an event. It never changes. */
export type ReportTable = {
  id: string;
  eventKind: string;
  eventId: string;
  label: string;
  figures: ColumnType<unknown, string, never>;
  takenAt: Stamp;
  takenBy: string | null;
};

/** One row of the list behind a figure of a submitted report. */
export type ReportLineTable = {
  reportId: string;
  measure: string;
  lineNumber: number;
  key: string;
  weight: number;
  city: string | null;
  sector: string | null;
  type: string | null;
  channel: string | null;
  /** Id of the hall; null for what happened in no hall, and in reports from before halls were counted. */
  hall: string | null;
  label: string;
  reference: string | null;
  at: Date | null;
};
