import writeXlsxFile, { type SheetData } from "write-excel-file/universal";
import { DIMENSIONS, type FairReport } from "./schema.ts";

/** What stands in the sheet, in the reader's language. */
export type SheetWords = {
  summary: string;
  measure: string;
  n: string;
  total: string;
  measures: Record<string, string>;
  dimensions: Record<string, string>;
  valueOf(dimension: string, value: string | null): string;
};

const bold = (value: string) => ({ value, type: String, fontWeight: "bold" as const });
/** Texts are typed as texts: a cell that begins like a formula stays words. */
const text = (value: string) => ({ value, type: String });
const number = (value: number) => ({ value, type: Number });

/** A report as the bytes of an .xlsx file: one sheet of totals, one for each dimension. */
export async function reportXlsx(report: FairReport, words: SheetWords): Promise<Uint8Array> {
  const summary: SheetData = [
    [bold(words.measure), bold(words.n), bold(words.total)],
    ...report.figures.map(({ measure, n, total }) => [
      text(words.measures[measure] ?? measure),
      number(n),
      number(total),
    ]),
  ];
  const sheets = DIMENSIONS.map((dimension) => {
    const data: SheetData = [
      [bold(words.dimensions[dimension] ?? dimension), bold(words.measure), bold(words.n), bold(words.total)],
      ...report.figures.flatMap(({ measure, by }) =>
        by
          .filter((one) => one.dimension === dimension)
          .map(({ value, n, total }) => [
            text(words.valueOf(dimension, value)),
            text(words.measures[measure] ?? measure),
            number(n),
            number(total),
          ]),
      ),
    ];
    return { sheet: words.dimensions[dimension] ?? dimension, data };
  });
  const blob = await writeXlsxFile([{ sheet: words.summary, data: summary }, ...sheets]).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
