import { z } from "@hono/zod-openapi";
import { linesQueryOf, reportOf, snapshotOf } from "../../reports/index.ts";

/**
 * The measures of a fair's report. `visitors` counts people at the entrances, `online` visits through
 * channels. `intents` counts people, and an intent is not an employment. `starts` counts people at work,
 * `atWork30` those still at work after 30 days.
 */
export const MEASURES = [
  "enterprises",
  "postings",
  "visitors",
  "online",
  "applications",
  "intents",
  "starts",
  "atWork30",
] as const;
export type Measure = (typeof MEASURES)[number];

export const FairReport = reportOf(MEASURES).openapi("FairReport");
/**
 * The report as it is now. `notCounted`: codes of cities that do not tell the host of their people's
 * applications to employers of other cities, and of what follows from these.
 */
export const CurrentReport = FairReport.extend({ notCounted: z.array(z.string()) }).openapi(
  "CurrentFairReport",
);
export const FairSnapshot = snapshotOf(FairReport).openapi("FairReportSnapshot");
export const ListQuestion = linesQueryOf(MEASURES);

export type FairReport = z.infer<typeof FairReport>;
export type CurrentReport = z.infer<typeof CurrentReport>;
export type FairSnapshot = z.infer<typeof FairSnapshot>;
export type ListQuestion = z.infer<typeof ListQuestion>;
