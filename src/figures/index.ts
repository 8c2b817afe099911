/**
 * Figures of a month for officers: what was reviewed, answered, imported, verified and held in their cities
 * or counties. Months are those of Shanghai. A figure counts rows, its lines, which can be listed; no line
 * names a person. Nobody counts records of another city: its own officers do.
 */
export {
  listMonthLines,
  type MonthAnswer,
  type MonthFigure,
  type MonthLine,
  readMonth,
} from "./read-month.ts";
export { monthOf, monthsBefore, shiftMonth } from "./rules.ts";
export {
  MONTH_DIMENSIONS,
  MONTH_MEASURES,
  type MonthDimension,
  MonthLinesQuery,
  type MonthMeasure,
  MonthQuery,
} from "./schema.ts";
