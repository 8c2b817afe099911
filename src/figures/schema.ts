import { z } from "zod";

/**
 * The measures of a month. `approved`, `returned`: decisions on postings; an approval that its officer
 * undid does not count. `reposted`: postings published as reposts. `imported`: postings that imports added
 * and that were not taken back. `verified`: enterprises. `received`, `answered`: applications, each in the
 * month of its own. `fairs`: fairs that opened in the month. `codes`, `came`: their entry codes, and those
 * with which somebody came in. `interviews`, `missed`: their interviews that were held, or to which nobody
 * came.
 */
export const MONTH_MEASURES = [
  "approved",
  "returned",
  "reposted",
  "imported",
  "verified",
  "received",
  "answered",
  "fairs",
  "codes",
  "came",
  "interviews",
  "missed",
] as const;
export type MonthMeasure = (typeof MONTH_MEASURES)[number];

export const MONTH_DIMENSIONS = ["city", "county"] as const;
export type MonthDimension = (typeof MONTH_DIMENSIONS)[number];

/** A month as 2026-11. */
const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

/** Query for a month; without one the present month is meant. */
export const MonthQuery = z.object({ month: Month.optional() });

/** Query for the lines behind a figure. An empty `value` means lines without a value. */
export const MonthLinesQuery = MonthQuery.extend({
  measure: z.enum(MONTH_MEASURES).default("approved"),
  dimension: z.enum(MONTH_DIMENSIONS).optional(),
  value: z.string().max(12).optional(),
});
export type MonthLinesQuery = z.infer<typeof MonthLinesQuery>;
