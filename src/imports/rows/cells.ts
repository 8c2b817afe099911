import type { RowReason } from "../../../db/schema/index.ts";
import { isReversed, remembering, rememberingEach, withoutInvisible } from "../../platform/core/text.ts";
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

/** The text that a cell gives to its field. */
type CellReading = {
  /** The text as it is read. Empty for a cell that says nothing, or is shown in reversed order. */
  text: string;
  /** The reason why the cell was emptied, with the words to show; null for a cell that is kept. */
  emptied: { code: "TEXT_REVERSED" | "CELL_ERROR" | "NOTHING_SAID"; said: string } | null;
  /** Phone numbers that were removed because they lost digits. */
  broken: readonly string[];
};

const NONE: readonly string[] = [];

/** Reads the text of a cell under a field that asks a question. */
function readCell(field: Field, asked: Asked, cell: string): CellReading {
  const text = withoutListMarks(cell);
  const emptied = (code: "TEXT_REVERSED" | "CELL_ERROR" | "NOTHING_SAID", said: string) => ({
    text: "",
    emptied: { code, said },
    broken: NONE,
  });
  if (text.trim() === "") return { text, emptied: null, broken: NONE };
  if (misleads(text, field)) return emptied("TEXT_REVERSED", withoutInvisible(text).trim());
  if (!saysNothing(text, asked)) {
    const visible = withoutInvisible(text);
    return {
      ...(CONTACTS.has(field) ? repairPhones(visible) : { text: visible, broken: NONE }),
      emptied: null,
    };
  }
  if (errorValueIn(text) !== null) return emptied("CELL_ERROR", text.trim());
  const named = asked !== "extra" && /[\p{L}\p{N}]/u.test(text);
  return named ? emptied("NOTHING_SAID", text.trim()) : { text: "", emptied: null, broken: NONE };
}

/** The reader of each field's cells, which remembers recent texts. */
const READERS = new Map(
  (Object.entries(ASKED) as [Field, Asked | null][]).flatMap(([field, asked]) =>
    asked === null ? [] : [[field, remembering((cell) => readCell(field, asked, cell))] as const],
  ),
);

/** Returns field and reader of each mapped column; the reader is undefined for a field that is not read. */
const columnsOf = rememberingEach(
  ({ mapping }: SheetReader) =>
    new Map(
      Object.entries(mapping).map(([at, { field }]) => [Number(at), { field, read: READERS.get(field) }]),
    ),
);
const UNMAPPED = { field: "ignored", read: undefined } as const;

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
  const columns = columnsOf(reader);
  const cells = row.cells.map((cell, column) => {
    const { field, read } = columns.get(column) ?? UNMAPPED;
    if (!read) return withoutListMarks(cell);
    const { text, emptied, broken } = read(cell);
    if (!emptied && broken.length === 0 && row.marks.length === 0) return text;
    const note = (code: string, said: string) =>
      void reasons.push(reasonOf(reader, field, code, said, column));
    if (!reader.readsStruck && row.marks.includes(`${STRUCK_CELL}${column}`)) {
      const said = withoutListMarks(cell);
      if (said.trim() === "") return said;
      note("CELL_STRUCK", said.trim());
      return "";
    }
    const at =
      emptied?.code === "CELL_ERROR" && reader.addressed ? `${columnLetters(column)}${row.rowNo} ` : "";
    if (emptied) note(emptied.code, `${at}${emptied.said}`);
    for (const phone of broken) note("PHONE_BROKEN", phone);
    return text;
  });
  return { cells, reasons };
}
