import type { Context } from "hono";
import { XLSX } from "../../../platform/http/answers/sheets.ts";
import type { Env } from "../../../platform/http/index.ts";
import { reportXlsx } from "../../../reports/index.ts";

type Sheet<D extends Parameters<typeof reportXlsx>[2][number]> = {
  report: Parameters<typeof reportXlsx<D>>[0];
  dimensions: readonly D[];
  /** Texts of the report's page. */
  text: { summary: string; measure: string; n: string; sum: string };
  measures: Record<string, string>;
  names: Record<string, string>;
  valueOf(dimension: D, value: string | null): string;
};

/** Answers with the workbook of a report, to save under this name. */
export async function answerReportSheet<D extends Parameters<typeof reportXlsx>[2][number]>(
  c: Context<Env>,
  file: string,
  sheet: Sheet<D>,
): Promise<Response> {
  const { summary, measure, n, sum: total } = sheet.text;
  const { report, dimensions, measures, names } = sheet;
  const words = { summary, measure, n, total, measures, dimensions: names, valueOf: sheet.valueOf };
  const bytes = await reportXlsx<D>(report, words, dimensions);
  return c.body(Uint8Array.from(bytes).buffer, 200, {
    "content-type": XLSX,
    "content-disposition": `attachment; filename="${file}"`,
  });
}
