import type { RowReason } from "../../../db/schema/index.ts";
import { isReversed, withoutInvisible } from "../../platform/core/text.ts";
import { type Asked, errorValueIn, saysNothing } from "../../postings/index.ts";
import { columnLetters, type Field, repairPhones, STRUCK_CELL } from "../reading/index.ts";
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

/** Long texts, in which a reversed word misleads nobody about a name or a figure. */
const LONG: ReadonlySet<Field> = new Set(["requirements", "ageAndOther", "duties"]);

/** Fields whose cells have phone numbers. */
const CONTACTS: ReadonlySet<Field> = new Set(["contactPhone", "contact", "contactName"]);

/** Returns true if a name or a figure is shown to people in another order than it is stored. */
const misleads = (text: string, field: Field) =>
  isReversed(text) && ASKED[field] !== "extra" && !LONG.has(field);

const LIST = /^\s*[[{(]\s*((['"‘“]).*['"’”])\s*[\]})]\s*$|^\s*\[([^[\]]*,[^[\]]*|\s*)\]\s*$/s;

/** Returns a list in the syntax of a program (`['五险', '包吃']`, `["a"]`, `[a, b]`) as a list for people. */
function withoutListMarks(text: string): string {
  const [, quoted, , plain] = LIST.exec(text) ?? [];
  const items = quoted ?? plain;
  if (items === undefined) return text;
  return items
    .split(quoted === undefined ? /,/ : /(?<=['"’”])\s*[,，、]\s*(?=['"‘“])/)
    .map((item) =>
      item
        .trim()
        .replace(/^['"‘“]|['"’”]$/g, "")
        .trim(),
    )
    .filter(Boolean)
    .join("、");
}

/**
 * Returns the cells as they are read: without invisible characters, and empty if a cell is struck out,
 * shown in reversed order, or says nothing. Phone numbers are repaired.
 * `reasons` name each broken number, and each cell that was emptied, an error value with its address. Dashes,
 * and optional fields that say nothing, are not named.
 */
export function readCells(
  row: { cells: string[]; rowNo: number; marks: string[] },
  reader: SheetReader,
): { cells: string[]; reasons: RowReason[] } {
  const reasons: RowReason[] = [];
  const cells = row.cells.map((cell, column) => {
    const field = reader.mapping[column]?.field ?? "ignored";
    const text = withoutListMarks(cell);
    const asked = ASKED[field];
    if (asked === null || text.trim() === "") return text;
    if (!reader.readsStruck && row.marks.includes(`${STRUCK_CELL}${column}`)) {
      reasons.push(reasonOf(reader, field, "CELL_STRUCK", text.trim(), column));
      return "";
    }
    if (misleads(text, field)) {
      reasons.push(reasonOf(reader, field, "TEXT_REVERSED", withoutInvisible(text).trim(), column));
      return "";
    }
    if (!saysNothing(text, asked)) {
      if (!CONTACTS.has(field)) return withoutInvisible(text);
      const repaired = repairPhones(withoutInvisible(text));
      for (const phone of repaired.broken)
        reasons.push(reasonOf(reader, field, "PHONE_BROKEN", phone, column));
      return repaired.text;
    }
    const error = errorValueIn(text);
    const at = reader.addressed ? `${columnLetters(column)}${row.rowNo} ` : "";
    if (error !== null) reasons.push(reasonOf(reader, field, "CELL_ERROR", `${at}${text.trim()}`, column));
    else if (asked !== "extra" && /[\p{L}\p{N}]/u.test(text))
      reasons.push(reasonOf(reader, field, "NOTHING_SAID", text.trim(), column));
    return "";
  });
  return { cells, reasons };
}
