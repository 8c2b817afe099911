import type { SheetData } from "write-excel-file/universal";
import { writeXlsx } from "../../platform/http/answers/sheets.ts";
import type { Field } from "../reading/index.ts";

/**
 * Columns of the import template, with their widths in characters: those of the sheet that unions use, and
 * the statutory elements that the sheet lacks.
 */
export const TEMPLATE_COLUMNS = [
  { field: "sequence", width: 6 },
  { field: "enterpriseName", width: 28 },
  { field: "uscc", width: 22 },
  { field: "enterpriseNature", width: 12 },
  { field: "title", width: 18 },
  { field: "headcount", width: 8 },
  { field: "education", width: 14 },
  { field: "ageAndOther", width: 22 },
  { field: "duties", width: 28 },
  { field: "pay", width: 18 },
  { field: "benefits", width: 20 },
  { field: "place", width: 28 },
  { field: "contactName", width: 10 },
  { field: "contactPhone", width: 16 },
  { field: "validThrough", width: 14 },
  { field: "remark", width: 18 },
] as const satisfies readonly { field: Field; width: number }[];

const HINTS_WIDTH = 80;

/** Texts of the import template. */
export type TemplateWords = {
  title: string;
  sheet: string;
  hintsSheet: string;
  hints: readonly string[];
  /** Header and example of each column. An empty example leaves the cell empty. */
  columns: Record<(typeof TEMPLATE_COLUMNS)[number]["field"], { name: string; example: string }>;
};

/**
 * Builds the import template as bytes of an .xlsx file: a title, a header, one example row, and a sheet of
 * hints.
 */
export function templateXlsx(words: TemplateWords): Promise<Uint8Array> {
  const texts = TEMPLATE_COLUMNS.map(({ field }) => words.columns[field]);
  const title = TEMPLATE_COLUMNS.map((_, i) =>
    i === 0
      ? {
          value: words.title,
          fontWeight: "bold" as const,
          columnSpan: TEMPLATE_COLUMNS.length,
          align: "center" as const,
        }
      : null,
  );
  const data: SheetData = [
    title,
    texts.map(({ name }) => ({
      value: name,
      fontWeight: "bold" as const,
      align: "center" as const,
      wrap: true,
    })),
    texts.map(({ example }) => (example === "" ? null : { value: example, type: String, wrap: true })),
  ];
  return writeXlsx([
    {
      sheet: words.sheet,
      data,
      columns: TEMPLATE_COLUMNS.map(({ width }) => ({ width })),
      stickyRowsCount: 2,
    },
    {
      sheet: words.hintsSheet,
      data: words.hints.map((line) => [{ value: line, wrap: true }]),
      columns: [{ width: HINTS_WIDTH }],
    },
  ]);
}
