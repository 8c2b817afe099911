import type { EnterpriseStatus, RowOutcome, RowPlan, RowReason } from "../../db/schema/index.ts";
import {
  buildPostingRow,
  type ImportedRow,
  type KnownPosting,
  missingElements,
  type PostingRow,
  type Readers,
} from "../postings/index.ts";
import type { Field } from "./reading/index.ts";
import { reasonOf, type SheetReader, type Words } from "./words.ts";

export const TITLE_MAX = 200;
export const EMPLOYER_MAX = 200;

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

/** What an import adds to what its rows say. */
export type Completion = { validThrough: string | null; fillDuties: boolean };

/** What is done with a row; `row` is there for what is written. */
export type Decision =
  | { plan: "refuse" | "skip"; reasons: RowReason[]; row: null; known: KnownPosting | null }
  | {
      plan: "create" | "update" | "unchanged";
      reasons: RowReason[];
      row: PostingRow;
      dutiesSuggested: boolean;
      known: KnownPosting | null;
    };

const OUTCOME = {
  create: "created",
  update: "updated",
  unchanged: "unchanged",
  skip: "skipped",
  refuse: "refused",
} as const satisfies Record<RowPlan, RowOutcome>;
export const outcomeOf = (plan: RowPlan): RowOutcome => OUTCOME[plan];

/**
 * The key under which a row is known again: the source's own id, within the named source or else the employer; where
 * there is none, or it stands in several rows, the digest of what the row says and how often it was said before.
 */
export function sourceKeyOf(row: StagedRow, words: Words, source: string | null): string {
  if (words.sourceId && !row.idRepeated)
    return `id:${source ?? `@${words.employer?.name ?? ""}`}:${words.sourceId}`;
  return `sha:${row.digest?.toString("hex") ?? ""}:${row.occurrence}`;
}

/** Reasons for which a row is not taken at all: what it says cannot be told, or belongs to nobody. */
export function refusals(row: StagedRow, words: Words, reader: SheetReader): RowReason[] {
  const found: RowReason[] = [];
  const shift = row.marks.find((mark) => mark.includes("-holds-"));
  const longer = row.marks.includes("moreCells") && reader.delimited && row.cells.length > reader.width;
  if (row.marks.includes("unclosedQuote")) found.push(reasonOf(reader, null, "QUOTE_UNCLOSED"));
  else if (shift) {
    const field = (shift.split("-holds-")[0] ?? "") as Field;
    found.push(reasonOf(reader, field, "COLUMNS_SLIPPED", shift));
  } else if (longer) found.push(reasonOf(reader, null, "COLUMNS_SLIPPED", row.cells.at(-1)));
  else if (/^[\d\s.,~%-]+$/.test(words.text.title ?? "") && words.text.title)
    found.push(reasonOf(reader, "title", "COLUMNS_SLIPPED", words.text.title));
  if (!words.text.title) found.push(reasonOf(reader, "title", "TITLE_MISSING"));
  else if (words.text.title.length > TITLE_MAX)
    found.push(reasonOf(reader, "title", "TITLE_TOO_LONG", words.text.title));
  if (!words.employer) found.push(reasonOf(reader, "enterpriseName", "EMPLOYER_MISSING"));
  else if (words.employer.name.length > EMPLOYER_MAX)
    found.push(reasonOf(reader, "enterpriseName", "EMPLOYER_TOO_LONG", words.employer.name));
  return found;
}

/** What should be looked at in a row that is taken. */
function notes(row: StagedRow, reader: SheetReader): RowReason[] {
  const codes = [
    ...(row.marks.includes("suspect") ? ["TEXT_DAMAGED"] : []),
    ...(row.marks.includes("fewerCells") ? ["FEWER_CELLS"] : []),
    ...(row.marks.includes("moreCells") ? ["EXTRA_CELLS"] : []),
    ...(row.idRepeated ? ["SOURCE_ID_REPEATED"] : []),
  ];
  return codes.map((code) => {
    const damaged = code === "TEXT_DAMAGED" ? row.cells.findIndex((cell) => cell.includes("\ufffd")) : -1;
    return { column: reader.header[damaged] ?? null, field: null, code };
  });
}

const ELEMENT_FIELD: Record<string, Field> = {
  headcount: "headcount",
  requirements: "requirements",
  duties: "duties",
  place: "place",
  pay: "pay",
  validThrough: "validThrough",
};
const FLAG_FIELD: Record<string, Field> = {
  title: "title",
  duties: "duties",
  requirements: "requirements",
  placeText: "place",
  payText: "pay",
  headcount: "headcount",
};
const screaming = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
export const missingCode = (element: string): string => `MISSING_${screaming(element)}`;

function findings(row: PostingRow, reader: SheetReader): RowReason[] {
  const absent = row.missing.map((element) =>
    reasonOf(reader, ELEMENT_FIELD[element] ?? null, missingCode(element)),
  );
  const flags = row.flags
    .filter((flag) => flag.code !== "TEXT_DAMAGED")
    .map((flag) => reasonOf(reader, FLAG_FIELD[flag.field] ?? null, flag.code, flag.text));
  const unplaced = row.placeText && row.city === null && row.province === null;
  return [
    ...absent,
    ...flags,
    ...(unplaced ? [reasonOf(reader, "place", "PLACE_UNKNOWN", row.placeText ?? "")] : []),
  ];
}

/** Columns that are read from one text change together. */
const READ_FROM: Partial<Record<keyof PostingRow, keyof PostingRow>> = {
  headcount: "headcountText",
  payMinYuan: "payText",
  payMaxYuan: "payText",
  payPeriod: "payText",
  payMonths: "payText",
  payNegotiable: "payText",
  province: "placeText",
  city: "placeText",
  county: "placeText",
};

/** Known columns where the sheet says nothing: a blank cell never erases what is there. */
function over(known: KnownPosting, fresh: PostingRow): PostingRow {
  const blank = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  const kept = ROW_COLUMNS.map((name) => [
    name,
    blank(fresh[READ_FROM[name] ?? name]) ? known[name] : fresh[name],
  ]);
  const row = Object.fromEntries(kept) as PostingRow;
  return { ...row, facts: { ...known.facts, ...fresh.facts }, flags: fresh.flags };
}

const asRow = (known: KnownPosting): PostingRow =>
  Object.fromEntries(ROW_COLUMNS.map((name) => [name, known[name]])) as PostingRow;

export type Standing = {
  readers: Readers;
  reader: SheetReader;
  completion: Completion;
  phrases: ReadonlyMap<string, string>;
  employer: { id: string; status: EnterpriseStatus } | null;
  known: KnownPosting | null;
  sourceDigest: string;
};

/**
 * What becomes of a row, by what is known: pure, so that the dry run and the run say the same.
 * - New: a draft, with what it lacks. - Known and said the same: unchanged, whatever people did to it since; only a
 *   draft is completed. - Known and said otherwise: what the source says is taken over, a blank erases nothing.
 * - A closed posting stays closed; a posting does not move to another employer.
 */
export function decide(row: StagedRow, words: Words, s: Standing): Decision {
  const refused = refusals(row, words, s.reader);
  const none = (plan: "refuse" | "skip", reasons: RowReason[]): Decision => ({
    plan,
    reasons,
    row: null,
    known: s.known,
  });
  if (refused.length > 0) return none("refuse", refused);
  if (s.employer?.status === "suspended")
    return none("refuse", [reasonOf(s.reader, "enterpriseName", "EMPLOYER_SUSPENDED")]);
  if (s.known?.status === "closed") return none("skip", [reasonOf(s.reader, null, "POSTING_CLOSED")]);
  if (s.known && s.known.enterpriseId !== s.employer?.id)
    return none("skip", [reasonOf(s.reader, "enterpriseName", "EMPLOYER_CHANGED")]);

  const read = freshRow(row, words, s);
  const same = s.known?.sourceDigest?.toString("hex") === s.sourceDigest;
  const base = s.known ? (same ? asRow(s.known) : over(s.known, read)) : read;
  const before = Boolean(s.known?.dutiesSuggested) && (same || !words.text.duties);
  const filled = complete(base, s, before);
  const done = { ...filled.row, missing: missingElements(filled.row) };
  const plan = !s.known ? "create" : same && !filled.changed ? "unchanged" : "update";
  const back = plan === "update" && s.known?.status === "published" ? ["BACK_TO_REVIEW"] : [];
  const reasons = [
    ...notes(row, s.reader),
    ...words.reasons,
    ...[...filled.codes, ...back].map((code) => reasonOf(s.reader, null, code)),
    ...findings(done, s.reader),
  ];
  return { plan, reasons, row: done, dutiesSuggested: filled.dutiesSuggested, known: s.known };
}

function freshRow(row: StagedRow, words: Words, s: Standing): PostingRow {
  const read = buildPostingRow(words.text, s.readers);
  const damaged = row.marks.includes("suspect") && !read.flags.some((flag) => flag.code === "TEXT_DAMAGED");
  return {
    ...read,
    facts: { ...read.facts, ...words.extra },
    flags: damaged ? [...read.flags, { code: "TEXT_DAMAGED", field: "source" }] : read.flags,
  };
}

/** Fills what a draft lacks from the import's options. */
function complete(row: PostingRow, s: Standing, suggested: boolean) {
  const codes: string[] = [];
  const filled = { ...row };
  let dutiesSuggested = suggested;
  const open = !s.known || s.known.status === "draft";
  if (open && !row.validThrough && s.completion.validThrough) {
    filled.validThrough = s.completion.validThrough;
    codes.push("VALIDITY_FILLED");
  }
  const phrase = row.occupation ? s.phrases.get(row.occupation) : undefined;
  if (open && !row.duties && s.completion.fillDuties && phrase) {
    filled.duties = phrase;
    dutiesSuggested = true;
    codes.push("DUTIES_SUGGESTED");
  }
  return { row: filled, codes, dutiesSuggested, changed: codes.length > 0 };
}

const ROW_COLUMNS = [
  ...["title", "occupation", "headcount", "headcountText", "employmentType", "agency", "duties"],
  ...["requirements", "placeText", "province", "city", "county", "payText", "payMinYuan", "payMaxYuan"],
  ...["payPeriod", "payMonths", "payNegotiable", "education", "experienceMinMonths", "benefits", "facts"],
  ...["contactName", "contactPhone", "contactHours", "validThrough", "missing", "flags"],
] as (keyof PostingRow)[];

/** The written form of a decision. */
export function importedRow(
  d: Extract<Decision, { row: PostingRow }>,
  more: Omit<ImportedRow, "row" | "dutiesSuggested">,
): ImportedRow {
  return { ...more, row: d.row, dutiesSuggested: d.dutiesSuggested };
}
