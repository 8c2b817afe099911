import { z } from "@hono/zod-openapi";
import { DIMENSIONS, linesQueryOf, reportOf, snapshotOf } from "../../reports/index.ts";

/**
 * The measures of a fair's report. `visitors` counts people at the entrances. `online` sums the people whom
 * the beats of its livestreams counted, `opened` visits of the addresses of its channels. A report that was
 * submitted without `opened` has these visits under `online`. `intents` counts people, and an intent is not
 * an employment. `starts` counts people at work, `atWork30` those still at work after 30 days.
 */
export const MEASURES = [
  "enterprises",
  "postings",
  "visitors",
  "online",
  "opened",
  "applications",
  "intents",
  "starts",
  "atWork30",
] as const;
export type Measure = (typeof MEASURES)[number];

export const FairReport = reportOf(MEASURES, DIMENSIONS).openapi("FairReport");
/**
 * The report as it is now. `notCounted`: codes of cities that do not tell the host of their people's
 * applications to employers of other cities, and of what follows from these.
 */
export const CurrentReport = FairReport.extend({ notCounted: z.array(z.string()) }).openapi(
  "CurrentFairReport",
);
export const FairSnapshot = snapshotOf(FairReport).openapi("FairReportSnapshot");
export const ListQuestion = linesQueryOf(MEASURES, DIMENSIONS);

export type FairReport = z.infer<typeof FairReport>;
export type CurrentReport = z.infer<typeof CurrentReport>;
export type FairSnapshot = z.infer<typeof FairSnapshot>;
export type ListQuestion = z.infer<typeof ListQuestion>;
