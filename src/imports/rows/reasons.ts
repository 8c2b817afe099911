import type { RowReason } from "../../../db/schema/index.ts";
import { nameKey } from "../../enterprises/index.ts";
import { remembering } from "../../platform/core/text.ts";
import { ELEMENT_COLUMNS, isCutOff, type PostingRow } from "../../postings/index.ts";
import { EMPLOYER_MARK, type Field } from "../reading/index.ts";
import { sheetFieldOf } from "./columns.ts";
import { reasonOf, type SheetReader } from "./reader.ts";
import type { ReasonWords, StagedRow } from "./words.ts";

const TITLE_MAX = 200;
const EMPLOYER_MAX = 200;
const keyOf = remembering(nameKey);

/**
 * Returns the reasons to refuse a row: shifted columns, no title, no employer, a text that is too long, or
 * another employer than the one that brought the sheet.
 * Empty for an acceptable row.
 */
export function refusals(row: StagedRow, words: ReasonWords, reader: SheetReader): RowReason[] {
  const found: RowReason[] = [];
  const shift = row.marks.find((mark) => mark.includes("-holds-"));
  const longer = row.marks.includes("moreCells") && reader.delimited && row.cells.length > reader.width;
  if (row.marks.includes("unclosedQuote")) found.push(reasonOf(reader, null, "QUOTE_UNCLOSED"));
  else if (shift) {
    const field = (shift.split("-holds-")[0] ?? "") as Field;
    const column = Object.keys(reader.mapping).find((c) => reader.mapping[Number(c)]?.field === field);
    found.push(reasonOf(reader, field, "COLUMNS_SLIPPED", row.cells[Number(column)]?.trim()));
  } else if (longer) found.push(reasonOf(reader, null, "COLUMNS_SLIPPED", row.cells.at(-1)));
  else if (/^[\d\s.,~%-]+$/.test(words.text.title ?? "") && words.text.title)
    found.push(reasonOf(reader, "title", "COLUMNS_SLIPPED", words.text.title));
  if (!words.text.title) found.push(reasonOf(reader, "title", "TITLE_MISSING"));
  else if (words.text.title.length > TITLE_MAX)
    found.push(reasonOf(reader, "title", "TITLE_TOO_LONG", words.text.title));
  const unclear = row.marks.includes(EMPLOYER_MARK.unclear);
  if (!words.employer)
    found.push(reasonOf(reader, "enterpriseName", unclear ? "EMPLOYER_UNCLEAR" : "EMPLOYER_MISSING"));
  else if (isCutOff(words.employer.name))
    found.push(reasonOf(reader, "enterpriseName", "EMPLOYER_CUT_OFF", words.employer.name));
  else if (words.employer.name.length > EMPLOYER_MAX)
    found.push(reasonOf(reader, "enterpriseName", "EMPLOYER_TOO_LONG", words.employer.name));
  else if (reader.owner && keyOf(words.employer.name) !== reader.owner.nameKey)
    found.push(reasonOf(reader, "enterpriseName", "EMPLOYER_OTHER", words.employer.name));
  return found;
}

/** Returns doubts about the cells of an accepted row, such as damaged text, or a carried employer. */
export function notes(row: StagedRow, words: ReasonWords, reader: SheetReader): RowReason[] {
  const codes = [
    ...(row.marks.includes("suspect") ? ["TEXT_DAMAGED"] : []),
    ...(row.marks.includes("fewerCells") ? ["FEWER_CELLS"] : []),
    ...(row.marks.includes("moreCells") ? ["EXTRA_CELLS"] : []),
    ...(row.idRepeated ? ["SOURCE_ID_REPEATED"] : []),
  ];
  const carried = row.marks.includes(EMPLOYER_MARK.above)
    ? [reasonOf(reader, "enterpriseName", "EMPLOYER_CARRIED", words.employer?.name)]
    : [];
  const equal = row.equalTo === null ? [] : [reasonOf(reader, null, "ROW_EQUAL", String(row.equalTo))];
  const plain = codes.map((code) => {
    const damaged = code === "TEXT_DAMAGED" ? row.cells.findIndex((cell) => cell.includes("\ufffd")) : -1;
    return { column: reader.header[damaged] ?? null, field: null, code };
  });
  return [...plain, ...carried, ...equal];
}

const missingCode = remembering(
  (element) => `MISSING_${element.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
);

/** Remarks that `notes` and the reading of the row's words have already named. */
const NOTED: ReadonlySet<string> = new Set(["TEXT_DAMAGED", "ROW_EQUAL", "DATE_UNREAD", "POSTED_LONG_AGO"]);

/** Returns the statutory elements that the row lacks, and remarks for an officer. */
export function findings(row: PostingRow, reader: SheetReader): RowReason[] {
  const absent = row.missing.map((element) =>
    reasonOf(reader, sheetFieldOf(ELEMENT_COLUMNS[element]), missingCode(element)),
  );
  const flags = row.flags
    .filter(({ code }) => !NOTED.has(code))
    .map((flag) => reasonOf(reader, sheetFieldOf(flag.field), flag.code, flag.text));
  const unplaced = row.placeText && row.city === null && row.province === null;
  return [
    ...absent,
    ...flags,
    ...(unplaced ? [reasonOf(reader, "place", "PLACE_UNKNOWN", row.placeText ?? "")] : []),
  ];
}
