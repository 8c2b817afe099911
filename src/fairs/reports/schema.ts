import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../platform/core/schema.ts";

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
export const DIMENSIONS = ["city", "sector", "type", "channel"] as const;
export type Measure = (typeof MEASURES)[number];
export type Dimension = (typeof DIMENSIONS)[number];

const Count = z.object({
  /** Number of different keys. */
  n: z.number().int(),
  /** Sum of weights: open places of a posting, visits of a person. */
  total: z.number().int(),
});

export const Figure = Count.extend({
  measure: z.enum(MEASURES),
  by: z.array(Count.extend({ dimension: z.enum(DIMENSIONS), value: z.string().nullable() })),
});

export const FairReport = z
  .object({ takenAt: z.iso.datetime(), figures: z.array(Figure) })
  .openapi("FairReport");

export const FairSnapshot = z
  .object({ id: Id, label: z.string(), report: FairReport })
  .openapi("FairReportSnapshot");

export const SnapshotInput = z.strictObject({ label: PlainText(60, 1) }).openapi("FairReportSnapshotInput");

export const ListQuestion = z.object({
  measure: z.enum(MEASURES).default("enterprises"),
  dimension: z.enum(DIMENSIONS).optional(),
  /** Empty for lines without a value of this dimension. */
  value: z.string().max(60).optional(),
  /** A report that was handed in; as things are now when absent. */
  snapshot: Id.optional(),
});

export const ReportLine = z
  .object({
    /** What it is called; a person is a reference number, never a name. */
    label: z.string(),
    reference: z.string().nullable(),
    at: z.iso.datetime().nullable(),
    weight: z.number().int(),
    city: z.string().nullable(),
    sector: z.string().nullable(),
    type: z.string().nullable(),
    channel: z.string().nullable(),
  })
  .openapi("FairReportLine");

export type Figure = z.infer<typeof Figure>;
export type FairReport = z.infer<typeof FairReport>;
export type FairSnapshot = z.infer<typeof FairSnapshot>;
export type ListQuestion = z.infer<typeof ListQuestion>;
export type ReportLine = z.infer<typeof ReportLine>;
