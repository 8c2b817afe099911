import type { Flag, RowReason } from "../../../db/schema/index.ts";
import { checkUscc, type ImportedEmployer } from "../../enterprises/index.ts";
import { remembering, withoutInvisible } from "../../platform/core/text.ts";
import {
  COPIED_COLUMNS,
  type CopiedColumn,
  type PostingText,
  parseDate,
  parseValidity,
  saysNoLimit,
  saysOpenEnded,
  VALIDITY_DAYS_MAX,
  validityFault,
} from "../../postings/index.ts";
import { applyMapping, FIELDS, type Field } from "../reading/index.ts";
import { readCells } from "./cells.ts";
import { SHEET_FIELDS } from "./columns.ts";
import { type CellLimits, limitsOf } from "./limits.ts";
import { reasonOf, type SheetReader } from "./reader.ts";
import { splitCells } from "./split.ts";

/** A staged row of a file. */
export type StagedRow = {
  position: number;
  sheet: string;
  rowNo: number;
  cells: string[];
  employer: string | null;
  marks: string[];
  /** SHA-256 of the content, in hex. */
  digest: string | null;
  occurrence: number;
  idRepeated: boolean;
  /** Number of the first row of the import with the same posting; null for that row, and for single ones. */
  equalTo: number | null;
};

/** A staged row's texts by field. */
export type ReasonWords = {
  employer: ImportedEmployer | null;
  text: PostingText;
  sourceId: string | null;
  sourceUrl: string | null;
  /** Limits of sex and age, which are no part of the posting's text, and doubts about its dates. */
  flags: Flag[];
  /** Source texts that have no posting column. They are stored in the `facts` of the posting. */
  extra: Record<string, string>;
  reasons: RowReason[];
  /** All source texts of the posting in a fixed order, from which its digest is computed. */
  said: string;
};

type SheetTexts = Partial<Record<Field, string>>;

const JOIN = "；";
const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(JOIN) || null;

/** Joins requirements. One that says "no limit" stays only if there is no other. */
function joinedLimits(...parts: (string | null | undefined)[]): string | null {
  const limits = parts.filter((part) => part && !saysNoLimit(part));
  return joined(...(limits.length > 0 ? limits : parts.slice(0, 1)));
}

type Cells = Pick<StagedRow, "cells" | "rowNo" | "employer" | "marks">;

/**
 * Reads the cells of a data row. Guesses nothing: unreadable texts, and cells that say nothing, are listed in
 * `reasons`.
 */
export function readWords(staged: Cells, reader: SheetReader, today: string): ReasonWords {
  const { cells, reasons } = readCells(staged, reader);
  const row = splitCells(applyMapping(cells, reader.mapping), reader);
  const note = (field: Field, code: string, text?: string) =>
    void reasons.push(reasonOf(reader, field, code, text));
  const above = staged.employer === null ? null : withoutInvisible(staged.employer);
  const name =
    row.enterpriseName ?? (reader.owner ? (above ?? reader.owner.name) : (reader.employer ?? above));
  const limits = limitsOf(row, reader);
  for (const { field, text } of limits.left) note(field, "CELL_REST", text);
  const validThrough = row.validThrough ? parseValidity(row.validThrough) : null;
  const dates = dateFlags(row, validThrough, today);
  for (const { code, text } of dates)
    note(code === "POSTED_LONG_AGO" ? "postedAt" : "validThrough", code, text);
  const fault = validThrough === null ? null : validityFault(validThrough, today);
  if (fault) note("validThrough", `VALIDITY_${fault}`, row.validThrough);
  if (row.uscc && !checkUscc(row.uscc).ok) note("uscc", "USCC_CHECK_FAILED", row.uscc);
  return {
    employer: name ? employerOf(name, row) : null,
    text: textOf(row, limits, validThrough),
    sourceId: row.sourceId ?? null,
    sourceUrl: /^https?:\/\//i.test(row.sourceUrl ?? "") ? (row.sourceUrl ?? null) : null,
    flags: [...limits.flags, ...dates],
    extra: extraOf(row),
    reasons,
    said: saidIn(name, row),
  };
}

type PlainColumn = Exclude<CopiedColumn, "title" | "requirements">;
/** The copied columns whose text is that of one field, with the field. */
const PLAIN = COPIED_COLUMNS.flatMap((name) => {
  const field = SHEET_FIELDS[name];
  return field === null || name === "title" || name === "requirements" ? [] : [[name, field] as const];
});
/** A posting without texts. Rows that start as copies of one object are faster to fill than others. */
const NO_TEXT: PostingText & { [K in PlainColumn]?: string | undefined } = {
  ...Object.fromEntries(COPIED_COLUMNS.map((name) => [name, undefined])),
  title: "",
  occupation: undefined,
  headcount: undefined,
  employmentTypeText: undefined,
  requirements: undefined,
  educationText: undefined,
  experienceText: undefined,
  benefitsText: undefined,
  validThrough: undefined,
};

/**
 * Returns the posting's texts: copied columns from their sheet field, the others from the text from which
 * they are read.
 */
function textOf(row: SheetTexts, limits: CellLimits, validThrough: string | null): PostingText {
  const text = { ...NO_TEXT };
  for (const [name, field] of PLAIN) text[name] = row[field];
  text.title = row.title ?? "";
  text.occupation = row.occupation;
  text.headcount = row.headcount;
  text.employmentTypeText = row.employmentType;
  text.requirements = joinedLimits(row.requirements, ...limits.rest);
  text.educationText = limits.education;
  text.experienceText = limits.experience;
  text.benefitsText = joined(row.benefits, row.pay, row.workTime, row.tags, row.remark);
  text.validThrough = validThrough;
  return text;
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/**
 * Returns doubts about the dates of a row: an end that cannot be read, and a publication so long ago that no
 * posting of that time is still valid.
 */
function dateFlags(row: SheetTexts, validThrough: string | null, today: string): Flag[] {
  const said = row.validThrough ?? "";
  const unread = said !== "" && validThrough === null && !saysOpenEnded(said);
  const posted = row.postedAt ? parseDate(row.postedAt) : null;
  const old = posted !== null && validThrough === null && daysBetween(posted, today) > VALIDITY_DAYS_MAX;
  return [
    ...(unread ? [{ code: "DATE_UNREAD", field: "validThrough", text: said }] : []),
    ...(old ? [{ code: "POSTED_LONG_AGO", field: "validThrough", text: row.postedAt ?? "" }] : []),
  ];
}

/**
 * Fields that are not part of the posting's digest, so that a change of them alone is no change of the
 * posting.
 */
const VOLATILE: ReadonlySet<string> = new Set(["sequence", "postedAt", "logo"] satisfies Field[]);

/** The fields of the digest, in the order of their names. */
const SAID = FIELDS.filter((field) => !VOLATILE.has(field)).sort();

const quoted = remembering((text) => JSON.stringify(text));

/** Returns JSON: the name, and a list of each field with its text. */
function saidIn(name: string | null | undefined, row: SheetTexts): string {
  let said = "";
  for (const field of SAID) {
    const text = row[field];
    if (text !== undefined) said += `${said === "" ? "" : ","}["${field}",${quoted(text)}]`;
  }
  return `[${typeof name === "string" ? quoted(name) : "null"},[${said}]]`;
}

/** Fields whose texts have no posting column, with their names in `facts`. */
const EXTRA = [
  ["benefits", "benefitsText"],
  ["workTime", "workTimeText"],
  ["remark", "remark"],
] as const satisfies [Field, string][];

function extraOf(row: SheetTexts): Record<string, string> {
  const extra: Record<string, string> = {};
  for (const [field, name] of EXTRA) {
    const text = row[field];
    if (text) extra[name] = text;
  }
  return extra;
}

function employerOf(name: string, row: SheetTexts): ImportedEmployer {
  return {
    name,
    nature: row.enterpriseNature ?? null,
    industry: row.industry ?? null,
    size: row.enterpriseSize ?? null,
    address: row.enterpriseAddress ?? null,
  };
}
