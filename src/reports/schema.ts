import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../platform/core/schema.ts";

/**
 * Dimensions by which the lines of every report are grouped: city code, industry, type of employment, and the
 * channel by which people came. A submitted report stores these.
 */
export const DIMENSIONS = ["city", "sector", "type", "channel"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/**
 * Every dimension. By posting, enterprise and hall only some reports are grouped: the values are ids. Of
 * these, a submitted report stores the hall. By county and month the figures of a month are grouped: the
 * values are codes, and months as 2026-11.
 */
export type AnyDimension = Dimension | "posting" | "enterprise" | "hall" | "county" | "month";

const Count = z.object({
  /** Number of distinct keys. */
  n: z.number().int(),
  /** Sum of the weights, for example the headcounts of postings or the visits of channels. */
  total: z.number().int(),
});
type Count = z.infer<typeof Count>;

/** The result of one measure, in total and by each value of each dimension. */
export type Figure<M extends string, D extends AnyDimension = Dimension> = Count & {
  measure: M;
  by: (Count & { dimension: D; value: string | null })[];
};
export type Report<M extends string, D extends AnyDimension = Dimension> = {
  takenAt: string;
  figures: Figure<M, D>[];
};
/** A submitted report with its label. */
export type Snapshot<M extends string, D extends AnyDimension = Dimension> = {
  id: string;
  label: string;
  report: Report<M, D>;
};

type Names = readonly [string, ...string[]];
type Dimensions = readonly [AnyDimension, ...AnyDimension[]];

/** Returns the schema of a report with these measures and dimensions. */
export const reportOf = <const M extends Names, const D extends Dimensions>(measures: M, dimensions: D) =>
  z.object({
    takenAt: z.iso.datetime(),
    figures: z.array(
      Count.extend({
        measure: z.enum(measures),
        by: z.array(Count.extend({ dimension: z.enum(dimensions), value: z.string().nullable() })),
      }),
    ),
  });

/** Returns the schema of a submitted report. */
export const snapshotOf = <R extends z.ZodType>(report: R) => z.object({ id: Id, label: z.string(), report });

export const SnapshotInput = z.strictObject({ label: PlainText(60, 1) });

/** Returns the schema of a query for the lines behind a figure. The first measure is the default. */
export const linesQueryOf = <const M extends Names, const D extends Dimensions>(measures: M, dimensions: D) =>
  z.object({
    measure: z.enum(measures).default(measures[0]),
    dimension: z.enum(dimensions).optional(),
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
/** A line of a report with these dimensions. */
export type LineOf<D extends AnyDimension> = Omit<ReportLine, Dimension> & Record<D, string | null>;
