import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../platform/core/schema.ts";

/**
 * Dimensions by which lines are grouped: city code, industry, type of employment, and the channel by which
 * people came.
 */
export const DIMENSIONS = ["city", "sector", "type", "channel"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const Count = z.object({
  /** Number of distinct keys. */
  n: z.number().int(),
  /** Sum of the weights, for example the headcounts of postings or the visits of channels. */
  total: z.number().int(),
});
type Count = z.infer<typeof Count>;

/** The result of one measure, in total and by each value of each dimension. */
export type Figure<M extends string> = Count & {
  measure: M;
  by: (Count & { dimension: Dimension; value: string | null })[];
};
export type Report<M extends string> = { takenAt: string; figures: Figure<M>[] };
/** A submitted report with its label. */
export type Snapshot<M extends string> = { id: string; label: string; report: Report<M> };

/** Returns the schema of a report with these measures. */
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

/** Returns the schema of a submitted report. */
export const snapshotOf = <R extends z.ZodType>(report: R) => z.object({ id: Id, label: z.string(), report });

export const SnapshotInput = z.strictObject({ label: PlainText(60, 1) });

/** Returns the schema of a query for the lines behind a figure. The first measure is the default. */
export const linesQueryOf = <const M extends readonly [string, ...string[]]>(measures: M) =>
  z.object({
    measure: z.enum(measures).default(measures[0]),
    dimension: z.enum(DIMENSIONS).optional(),
    /** Value of `dimension`. Empty or absent: lines without a value. */
    value: z.string().max(60).optional(),
    /** Id of a submitted report. If absent, the current lines are read. */
    snapshot: Id.optional(),
  });

export const ReportLine = z.object({
  /** Name of what the line is about. For a person it is a reference number, never a name. */
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
