import type { RequestContext } from "../platform/context.ts";
import type { Office } from "../platform/core/actor.ts";
import type { Page, PageRequest } from "../platform/core/cursor.ts";
import { invalid } from "../platform/core/errors.ts";
import { requireOfficer } from "../platform/core/guard.ts";
import { countFigures, type Figure, pageOfLines } from "../reports/index.ts";
import { monthOf, shiftMonth, spanOf } from "./rules.ts";
import {
  MONTH_DIMENSIONS,
  MONTH_MEASURES,
  type MonthDimension,
  type MonthLinesQuery,
  type MonthMeasure,
} from "./schema.ts";
import { type Median, MONTH_LINES, selectMedians } from "./store.ts";

export type MonthFigure = Figure<MonthMeasure, MonthDimension>;

export type MonthAnswer = {
  month: string;
  /** The month before, and the one after unless it is still to come. */
  before: string;
  after: string | null;
  offices: readonly Office[];
  figures: MonthFigure[];
  /** The same measures by month, of a year up to this month. */
  year: Figure<MonthMeasure, "month">[];
  medians: Median[];
};

/** Months of the table by month. */
export const YEAR = 12;

/** Returns the month asked for, else the present one. Throws INVALID_INPUT for a month still to come. */
function monthIn(ctx: RequestContext, asked: string | undefined): string {
  const present = monthOf(ctx.clock.now());
  if (asked !== undefined && asked > present) throw invalid("month", "TOO_FAR");
  return asked ?? present;
}

/**
 * Returns the figures of a month for the caller's cities and counties, by city, county and month. Throws
 * ROLE_REQUIRED unless the caller is an officer, INVALID_INPUT for a month still to come.
 */
export async function readMonth(
  ctx: RequestContext,
  { month: asked }: { month?: string | undefined },
): Promise<MonthAnswer> {
  const { offices } = requireOfficer(ctx.actor);
  const month = monthIn(ctx, asked);
  const now = { ...spanOf(month), offices };
  const long = { ...spanOf(shiftMonth(month, 1 - YEAR), month), offices };
  const measures = MONTH_MEASURES;
  const [figures, year, medians] = await Promise.all([
    countFigures<MonthMeasure, MonthDimension>(
      ctx.db,
      { measures, dimensions: MONTH_DIMENSIONS },
      (measure) => MONTH_LINES[measure](now),
    ),
    countFigures<MonthMeasure, "month">(ctx.db, { measures, dimensions: ["month"] }, (measure) =>
      MONTH_LINES[measure](long),
    ),
    selectMedians(ctx.db, now),
  ]);
  const after = shiftMonth(month, 1);
  return {
    month,
    before: shiftMonth(month, -1),
    after: after <= monthOf(ctx.clock.now()) ? after : null,
    offices,
    figures,
    year,
    medians,
  };
}

/** A counted row: its name and reference, and the record that it belongs to. */
export type MonthLine = {
  label: string;
  reference: string | null;
  at: Date | null;
  city: string | null;
  county: string | null;
  kind: "posting" | "enterprise" | "fair";
  record: string;
};

/**
 * Lists the rows behind a figure by page, newest first. Throws as `readMonth` does, and CURSOR_INVALID.
 */
export async function listMonthLines(
  ctx: RequestContext,
  query: MonthLinesQuery & PageRequest,
): Promise<Page<MonthLine> & { month: string }> {
  const { offices } = requireOfficer(ctx.actor);
  const { measure, dimension, value, cursor, limit } = query;
  const month = monthIn(ctx, query.month);
  const page = await pageOfLines<MonthLine>(ctx.db, MONTH_LINES[measure]({ ...spanOf(month), offices }), {
    question: JSON.stringify(["month", month, measure, dimension, value, offices]),
    dimension,
    value,
    cursor,
    limit,
  });
  return { ...page, month };
}
