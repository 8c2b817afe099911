import { toXlsx } from "../platform/http/answers/sheets.ts";
import type { AnyDimension, Dimension, Report } from "./schema.ts";

/** Texts of the workbook in the reader's language. */
export type SheetWords<D extends AnyDimension = Dimension> = {
  summary: string;
  measure: string;
  n: string;
  total: string;
  measures: Record<string, string>;
  dimensions: Record<string, string>;
  valueOf(dimension: D, value: string | null): string;
};

/** Converts a report to the bytes of an .xlsx file: one sheet of totals, and one sheet per dimension. */
export function reportXlsx<D extends AnyDimension>(
  report: Report<string, D>,
  words: SheetWords<D>,
  dimensions: readonly D[],
): Promise<Uint8Array> {
  const named = (measure: string) => words.measures[measure] ?? measure;
  const totals = report.figures.map(({ measure, n, total }) => [named(measure), n, total]);
  const sheets = dimensions.map((dimension) => {
    const name = words.dimensions[dimension] ?? dimension;
    const rows = report.figures.flatMap(({ measure, by }) =>
      by
        .filter((one) => one.dimension === dimension)
        .map(({ value, n, total }) => [words.valueOf(dimension, value), named(measure), n, total]),
    );
    return { name, rows: [[name, words.measure, words.n, words.total], ...rows] };
  });
  return toXlsx({ name: words.summary, rows: [[words.measure, words.n, words.total], ...totals] }, ...sheets);
}
