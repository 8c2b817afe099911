import type { RowReason } from "../../../db/schema/index.ts";
import { type Asked, errorValueIn, saysNothing } from "../../postings/index.ts";
import type { Field } from "../reading/index.ts";
import { reasonOf, type SheetReader } from "./reader.ts";

/** The question that a field asks; null if its cells are not read. */
const ASKED: Record<Field, Asked | null> = {
  sequence: null,
  enterpriseName: "employer",
  uscc: "text",
  enterpriseNature: "extra",
  enterpriseSize: "extra",
  industry: "extra",
  enterpriseAddress: "extra",
  enterpriseIntro: "extra",
  title: "title",
  occupation: "extra",
  headcount: "count",
  employmentType: "extra",
  education: "limit",
  experience: "limit",
  requirements: "limit",
  ageAndOther: "limit",
  duties: "text",
  pay: "pay",
  benefits: "extra",
  place: "text",
  workTime: "extra",
  contactName: "text",
  contactPhone: "text",
  contact: "text",
  contactEmail: "text",
  validThrough: "text",
  postedAt: "text",
  sourceId: "id",
  sourceUrl: "text",
  tags: "extra",
  remark: "extra",
  logo: null,
  ignored: null,
};

/** Returns the letters of a zero-based column, as spreadsheet programs show them: 0 is A, 26 is AA. */
export const columnLetters = (column: number): string =>
  (column < 26 ? "" : columnLetters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/**
 * Empties the cells that say nothing. `reasons` name each error value with its address, and each other cell
 * of a field that the public or the officer would miss. Blank cells and dashes are not named.
 */
export function withoutNothing(
  row: { cells: string[]; rowNo: number },
  reader: SheetReader,
): { cells: string[]; reasons: RowReason[] } {
  const reasons: RowReason[] = [];
  const cells = row.cells.map((text, column) => {
    const field = reader.mapping[column]?.field ?? "ignored";
    const asked = ASKED[field];
    if (asked === null || text.trim() === "" || !saysNothing(text, asked)) return text;
    const error = errorValueIn(text);
    const at = reader.addressed ? `${columnLetters(column)}${row.rowNo} ` : "";
    if (error !== null) reasons.push(reasonOf(reader, field, "CELL_ERROR", `${at}${text.trim()}`, column));
    else if (asked !== "extra" && /[\p{L}\p{N}]/u.test(text))
      reasons.push(reasonOf(reader, field, "NOTHING_SAID", text.trim(), column));
    return "";
  });
  return { cells, reasons };
}
