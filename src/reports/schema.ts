import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../platform/core/schema.ts";

/** What a line is grouped by: division, industry, type of work, and the channel by which people came. */
export const DIMENSIONS = ["city", "sector", "type", "channel"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const Count = z.object({
  /** Number of different keys. */
  n: z.number().int(),
  /** Sum of weights: open places of a posting, visits of a person. */
  total: z.number().int(),
});
type Count = z.infer<typeof Count>;

/** One measure, in total and by each value of each dimension. */
export type Figure<M extends string> = Count & {
  measure: M;
  by: (Count & { dimension: Dimension; value: string | null })[];
};
export type Report<M extends string> = { takenAt: string; figures: Figure<M>[] };
/** A submitted report. */
export type Snapshot<M extends string> = { id: string; label: string; report: Report<M> };

/** The schema of an event's report, with the event's measures. */
export const reportOf = <const M extends readonly [string, ...string[]]>(measures: M) =>
  z.object({
    takenAt: z.iso.datetime(),
    figures: z.array(
      Count.extend({
        measure: z.enum(measures),
        by: z.array(Count.extend({ dimension: z.enum(DIMENSIONS), value: z.string().nullable() })),
      }),
    ),
  });

/** The schema of an event's submitted report. */
export const snapshotOf = <R extends z.ZodType>(report: R) => z.object({ id: Id, label: z.string(), report });

export const SnapshotInput = z.strictObject({ label: PlainText(60, 1) });

/** The schema of a query for the lines behind a figure; the first measure is the default. */
export const linesQueryOf = <const M extends readonly [string, ...string[]]>(measures: M) =>
  z.object({
    measure: z.enum(measures).default(measures[0]),
    dimension: z.enum(DIMENSIONS).optional(),
    /** Empty for lines without a value of this dimension. */
    value: z.string().max(60).optional(),
    /** A submitted report; current lines when absent. */
    snapshot: Id.optional(),
  });

export const ReportLine = z.object({
  /** What it is called; a person is a reference number, never a name. */
  label: z.string(),
  reference: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  weight: z.number().int(),
  city: z.string().nullable(),
  sector: z.string().nullable(),
  type: z.string().nullable(),
  channel: z.string().nullable(),
});
export type ReportLine = z.infer<typeof ReportLine>;
