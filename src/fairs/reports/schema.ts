import type { z } from "@hono/zod-openapi";
import { linesQueryOf, reportOf, snapshotOf } from "../../reports/index.ts";

/**
 * The measures of a fair. Persons and visits differ. An intent counts persons and is no employment. A start
 * is a person at work, followed up after thirty days.
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
export const FairSnapshot = snapshotOf(FairReport).openapi("FairReportSnapshot");
export const ListQuestion = linesQueryOf(MEASURES);

export type FairReport = z.infer<typeof FairReport>;
export type FairSnapshot = z.infer<typeof FairSnapshot>;
export type ListQuestion = z.infer<typeof ListQuestion>;
