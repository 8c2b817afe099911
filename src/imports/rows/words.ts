import type { RowReason } from "../../../db/schema/index.ts";
import { checkUscc, type ImportedEmployer } from "../../enterprises/index.ts";
import {
  COPIED_COLUMNS,
  type CopiedColumn,
  type PostingText,
  parseDate,
  parseEducation,
  parseExperience,
  validityFault,
} from "../../postings/index.ts";
import { applyMapping, type Field, type Mapping } from "../reading/index.ts";
import { clip } from "../reading/text.ts";
import { SHEET_FIELDS } from "./columns.ts";

/** Layout of one sheet: its mapping and header. The functions that read rows need it. */
export type SheetReader = {
  mapping: Mapping;
  header: string[];
  /** Number of header cells, including blank ones at the end. The cells of a longer row are shifted. */
  width: number;
  delimited: boolean;
};

/** A staged row of a file. */
export type StagedRow = {
  position: number;
  sheet: string;
  rowNo: number;
  cells: string[];
  employer: string | null;
  marks: string[];
  digest: Buffer | null;
  occurrence: number;
  idRepeated: boolean;
};

/** A staged row's texts by field. */
export type ReasonWords = {
  employer: ImportedEmployer | null;
  text: PostingText;
  sourceId: string | null;
  sourceUrl: string | null;
  /** Source texts that have no posting column. They are stored in the `facts` of the posting. */
  extra: Record<string, string>;
  reasons: RowReason[];
  /** All source texts of the posting in a fixed order, from which its digest is computed. */
  said: string;
};

/** Returns a reason about a field, with the column's name in the sheet. */
export function reasonOf(reader: SheetReader, field: Field | null, code: string, text?: string): RowReason {
  const column = Object.keys(reader.mapping).find((c) => reader.mapping[Number(c)]?.field === field);
  return {
    column: field && column !== undefined ? reader.header[Number(column)] || null : null,
    field,
    code,
    ...(text === undefined ? {} : { text: clip(text, 100) }),
  };
}

type SheetTexts = Partial<Record<Field, string>>;

const JOIN = "；";
const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(JOIN) || null;

/** Returns the text if no value could be read from it, so that it is kept in the requirements. */
const unread = (text: string | undefined, value: unknown) => (text && value === null ? text : null);

type Named = { cells: string[]; employer: string | null; today: string };

/** Reads the cells of a data row. Guesses nothing: unreadable texts are listed in `reasons`. */
export function readWords({ cells, employer, today }: Named, reader: SheetReader): ReasonWords {
  const row = applyMapping(cells, reader.mapping);
  const reasons: RowReason[] = [];
  const note = (field: Field, code: string, text?: string) =>
    void reasons.push(reasonOf(reader, field, code, text));
  const name = row.enterpriseName ?? employer;
  const validThrough = row.validThrough ? parseDate(row.validThrough) : null;
  if (row.validThrough && validThrough === null) note("validThrough", "DATE_UNREAD", row.validThrough);
  const fault = validThrough === null ? null : validityFault(validThrough, today);
  if (fault) note("validThrough", `VALIDITY_${fault}`, row.validThrough);
  if (row.uscc && !checkUscc(row.uscc).ok) note("uscc", "USCC_CHECK_FAILED", row.uscc);
  return {
    employer: name ? employerOf(name, row) : null,
    text: textOf(row, validThrough),
    sourceId: row.sourceId ?? null,
    sourceUrl: /^https?:\/\//i.test(row.sourceUrl ?? "") ? (row.sourceUrl ?? null) : null,
    extra: extraOf(row),
    reasons,
    said: JSON.stringify([
      name,
      Object.entries(row)
        .filter(([f]) => !VOLATILE.has(f))
        .sort(),
    ]),
  };
}

/**
 * Returns the posting's texts: copied columns from their sheet field, the others from the text from which
 * they are read.
 */
function textOf(row: SheetTexts, validThrough: string | null): PostingText {
  const copied = Object.fromEntries(
    COPIED_COLUMNS.map((name) => {
      const field = SHEET_FIELDS[name];
      return [name, field === null ? undefined : row[field]];
    }),
  ) as Partial<Record<CopiedColumn, string>>;
  return {
    ...copied,
    title: row.title ?? "",
    occupation: row.occupation,
    headcount: row.headcount,
    employmentTypeText: row.employmentType,
    requirements: joined(
      row.requirements,
      row.ageAndOther,
      unread(row.education, parseEducation(row.education ?? "")),
      unread(row.experience, parseExperience(row.experience ?? "")),
    ),
    educationText: row.education,
    experienceText: row.experience,
    benefitsText: joined(row.benefits, row.workTime, row.tags, row.remark),
    validThrough,
  };
}

/**
 * Fields that are not part of the posting's digest, so that a change of them alone is no change of the
 * posting.
 */
const VOLATILE: ReadonlySet<string> = new Set(["sequence", "postedAt", "logo"] satisfies Field[]);

const EXTRA = { benefits: "benefitsText", workTime: "workTimeText", remark: "remark" } as const;

function extraOf(row: SheetTexts): Record<string, string> {
  const pairs = Object.entries(EXTRA).map(([field, name]) => [name, row[field as Field]]);
  return Object.fromEntries(pairs.filter(([, text]) => text));
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
