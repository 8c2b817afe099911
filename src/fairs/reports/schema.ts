import { z } from "@hono/zod-openapi";
import {
  DIMENSIONS,
  type LineOf,
  linesQueryOf,
  ReportLine,
  reportOf,
  snapshotOf,
} from "../../reports/index.ts";

/**
 * The measures of a fair's report. `codes` counts valid tickets, `visitors` people at the entrances. `online`
 * sums the people whom the beats of its livestreams counted, `opened` visits of the addresses of its
 * channels. A report that was submitted without `opened` has these visits under `online`. `interviews` counts
 * talks that ended, `missed` turns to which nobody came. `intents` counts people, and an intent is not an
 * employment. `starts` counts people at work, `atWork30` those still at work after 30 days.
 */
export const MEASURES = [
  "enterprises",
  "postings",
  "codes",
  "visitors",
  "online",
  "opened",
  "applications",
  "interviews",
  "missed",
  "intents",
  "starts",
  "atWork30",
] as const;
export type Measure = (typeof MEASURES)[number];
/** The measures that happen in halls. */
export const HALL_MEASURES = MEASURES.filter((measure) => measure !== "online" && measure !== "opened");
export type HallMeasure = Exclude<Measure, "online" | "opened">;
/** The dimensions of a fair's report. The value of `hall` is the id of a venue. */
export const FAIR_DIMENSIONS = [...DIMENSIONS, "hall"] as const;
export type FairDimension = (typeof FAIR_DIMENSIONS)[number];

export const FairReport = reportOf(MEASURES, FAIR_DIMENSIONS).openapi("FairReport");
/**
 * The report as it is now. `notCounted`: codes of cities that do not tell the host of their people's
 * applications to employers of other cities, and of what follows from these.
 */
export const CurrentReport = FairReport.extend({ notCounted: z.array(z.string()) }).openapi(
  "CurrentFairReport",
);
export const FairSnapshot = snapshotOf(FairReport).openapi("FairReportSnapshot");
export const ListQuestion = linesQueryOf(MEASURES, FAIR_DIMENSIONS);
export const FairReportLine = ReportLine.extend({ hall: z.string().nullable() }).openapi("FairReportLine");
export type FairReportLine = LineOf<FairDimension>;

export type FairReport = z.infer<typeof FairReport>;
export type CurrentReport = z.infer<typeof CurrentReport>;
export type FairSnapshot = z.infer<typeof FairSnapshot>;
export type ListQuestion = z.infer<typeof ListQuestion>;
