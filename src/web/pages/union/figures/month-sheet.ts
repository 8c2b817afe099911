import { MONTH_DIMENSIONS, MONTH_MEASURES, monthsBefore } from "../../../../figures/index.ts";
import { sheetDownload } from "../../../../platform/http/answers/sheet-download.ts";
import type { Cell } from "../../../../platform/http/answers/sheets.ts";
import { FIGURES, MONTH_MEAN, monthText } from "../../../text/union/figures.ts";
import { type MonthData, placeText } from "./figures-page.tsx";

type Counted = { measure: (typeof MONTH_MEASURES)[number]; n: number };

const nOf = (figures: readonly Counted[], measure: string): number =>
  figures.find((figure) => figure.measure === measure)?.n ?? 0;

/** Returns the rows of one part: for each value a row with all measures. */
function rowsBy(data: MonthData, dimension: (typeof MONTH_DIMENSIONS)[number]): Cell[][] {
  const parts = data.figures.flatMap(({ measure, by }) =>
    by.filter((one) => one.dimension === dimension).map(({ value, n }) => ({ measure, value, n })),
  );
  return [...new Set(parts.map(({ value }) => value))].map((value) => {
    const own = parts.filter((one) => one.value === value);
    const named = placeText(data.names, value);
    return [FIGURES.dimension[dimension], named, ...MONTH_MEASURES.map((measure) => nOf(own, measure))];
  });
}

/** Returns the figures as a sheet: a row for all, for each city, each county, and each month of the year. */
export function monthRows(data: MonthData): Cell[][] {
  const measures = MONTH_MEASURES.map((measure) => MONTH_MEAN[measure].name);
  const all = MONTH_MEASURES.map((measure) => nOf(data.figures, measure));
  const months = monthsBefore(data.month, 12).map((month) => [
    FIGURES.month,
    monthText(month),
    ...data.year.map(({ by }) => by.find(({ value }) => value === month)?.n ?? 0),
  ]);
  return [
    [FIGURES.part, FIGURES.what, ...measures],
    [FIGURES.whole, monthText(data.month), ...all],
    ...MONTH_DIMENSIONS.flatMap((dimension) => rowsBy(data, dimension)),
    ...months,
  ];
}

/** Answers with the figures as a file. */
export const monthSheet = (data: MonthData, format: "csv" | "xlsx"): Promise<Response> =>
  sheetDownload(monthRows(data), { name: FIGURES.file(data.month), format });
