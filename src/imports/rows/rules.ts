import type { Flag, RowOutcome, RowPlan, RowReason } from "../../../db/schema/index.ts";
import {
  buildPostingRow,
  COMPOSED_COLUMNS,
  type ComposedColumn,
  columnOf,
  type Employer,
  type ImportedRow,
  type KnownPosting,
  missingElements,
  type PostingRow,
  type Readers,
  withoutEmptyWords,
} from "../../postings/index.ts";
import { isInSheets } from "./columns.ts";
import { reasonOf, type SheetReader } from "./reader.ts";
import { findings, notes } from "./reasons.ts";
import type { ReasonWords, StagedRow } from "./words.ts";

/**
 * Values that an import adds to rows without them: a validity date, and duties from the occupation's
 * standard phrase.
 */
export type Completion = { validThrough: string | null; fillDuties: boolean };

/** The decision about a row. `row` is the content to write, `known` the posting that the row updates. */
export type RowDecision =
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
 * Returns the key that identifies a row in its home city. It is the source's own id, within the named source
 * or else the employer. Without an id, or if several rows have the same id, it is the digest of the content
 * and the number of earlier equal rows.
 */
export function sourceKeyOf(
  row: StagedRow,
  words: ReasonWords,
  { sourceName: source, enterpriseId }: { sourceName: string | null; enterpriseId: string | null },
): string {
  // The own sheets of two enterprises may have equal rows.
  if (enterpriseId !== null)
    return words.sourceId && !row.idRepeated
      ? `own:${enterpriseId}:id:${words.sourceId}`
      : `own:${enterpriseId}:sha:${row.digest ?? ""}:${row.occurrence}`;
  if (words.sourceId && !row.idRepeated)
    return `id:${source ?? `@${words.employer?.name ?? ""}`}:${words.sourceId}`;
  return `sha:${row.digest ?? ""}:${row.occurrence}`;
}

const isBlank = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);

/** Returns true if the row has a value for a column, or for the text from which the column is read. */
const isSaid = (fresh: PostingRow, name: ComposedColumn): boolean =>
  isInSheets(name) && !isBlank(fresh[(columnOf(name).from ?? name) as ComposedColumn]);

/**
 * Returns the content of a known posting, overwritten by a row. Columns that the row leaves blank, or that no
 * sheet field gives, keep their values unless these say nothing.
 */
function overwriteWith(known: KnownPosting, fresh: PostingRow): PostingRow {
  const columns = COMPOSED_COLUMNS.map((name) => [name, isSaid(fresh, name) ? fresh[name] : known[name]]);
  const row = withoutEmptyWords(Object.fromEntries(columns) as PostingRow);
  return { ...row, facts: { ...known.facts, ...fresh.facts }, flags: fresh.flags };
}

const asRow = (known: KnownPosting): PostingRow =>
  Object.fromEntries(COMPOSED_COLUMNS.map((name) => [name, known[name]])) as PostingRow;

export type RowContext = {
  readers: Readers;
  /** The reasons to refuse the row; empty for an acceptable one. */
  refused: readonly RowReason[];
  reader: SheetReader;
  completion: Completion;
  phrases: ReadonlyMap<string, string>;
  employer: Employer | null;
  known: KnownPosting | null;
  /** SHA-256 of the row's texts, in hex; null if no posting is known. */
  saidDigest: string | null;
};

/**
 * Decides what an import does with a row. Pure, so that dry run and run agree.
 * - New posting: becomes a draft that lists its missing elements.
 * - Known posting with unchanged source: stays as people edited it. A draft is still completed.
 * - Known posting with changed source: takes the source's values. A blank cell erases nothing.
 * - A closed posting stays closed. A posting never moves to another employer.
 * - An enterprise's own sheet changes only its drafts.
 */
export function decide(row: StagedRow, words: ReasonWords, s: RowContext): RowDecision {
  const none = (plan: "refuse" | "skip", reasons: RowReason[]): RowDecision => ({
    plan,
    reasons,
    row: null,
    known: s.known,
  });
  if (s.refused.length > 0) return none("refuse", [...s.refused, ...words.reasons]);
  if (s.employer?.status === "suspended")
    return none("refuse", [reasonOf(s.reader, "enterpriseName", "EMPLOYER_SUSPENDED")]);
  if (s.known?.status === "closed") return none("skip", [reasonOf(s.reader, null, "POSTING_CLOSED")]);
  if (s.reader.owner && s.known && s.known.status !== "draft")
    return none("skip", [reasonOf(s.reader, null, "POSTING_SENT")]);
  if (s.known && s.known.enterpriseId !== s.employer?.id)
    return none("skip", [reasonOf(s.reader, "enterpriseName", "EMPLOYER_CHANGED")]);

  const fresh = () => freshRow(row, words, buildPostingRow(words.text, s.readers), s);
  const same = s.known !== null && s.known.sourceDigest?.toString("hex") === s.saidDigest;
  const base = s.known ? (same ? asRow(s.known) : overwriteWith(s.known, fresh())) : fresh();
  const before = Boolean(s.known?.dutiesSuggested) && (same || !words.text.duties);
  const filled = complete(base, s, before);
  const done = { ...filled.row, missing: missingElements(filled.row) };
  const plan = !s.known ? "create" : same && !filled.changed ? "unchanged" : "update";
  const back = plan === "update" && s.known?.status === "published" ? ["BACK_TO_REVIEW"] : [];
  const reasons = [
    ...notes(row, words, s.reader),
    ...words.reasons,
    ...[...filled.codes, ...back].map((code) => reasonOf(s.reader, null, code)),
    ...findings(done, s.reader),
  ];
  return { plan, reasons, row: done, dutiesSuggested: filled.dutiesSuggested, known: s.known };
}

function freshRow(row: StagedRow, words: ReasonWords, read: PostingRow, s: RowContext): PostingRow {
  const damaged = row.marks.includes("suspect") && !read.flags.some((flag) => flag.code === "TEXT_DAMAGED");
  const county = read.county === null ? countyOfEmployer(read, s) : null;
  const flags: Flag[] = [
    ...read.flags,
    ...(damaged ? [{ code: "TEXT_DAMAGED", field: "source" }] : []),
    ...words.flags,
    ...(row.equalTo === null ? [] : [{ code: "ROW_EQUAL", field: "title", text: String(row.equalTo) }]),
    ...(county ? [{ code: "COUNTY_PROPOSED", field: "placeText", text: county.name }] : []),
  ];
  return {
    ...read,
    county: county?.code ?? read.county,
    facts: { ...read.facts, ...words.extra },
    flags,
  };
}

/** Returns the employer's county if it lies in the city of a workplace whose text names no county. */
function countyOfEmployer({ city }: PostingRow, { employer, readers }: RowContext) {
  const county = employer?.county ? readers.places.byCode.get(employer.county) : undefined;
  return county && city !== null && county.parent === city ? county : null;
}

/**
 * Fills in validity and duties of a draft by the import's options. A date that cannot be read is never filled
 * over.
 */
function complete(row: PostingRow, s: RowContext, suggested: boolean) {
  const codes: string[] = [];
  const filled = { ...row };
  let dutiesSuggested = suggested;
  const open = !s.known || s.known.status === "draft";
  const unread = row.flags.some(({ code }) => code === "DATE_UNREAD");
  if (open && !row.validThrough && !unread && s.completion.validThrough) {
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

/** Builds the row to write from a decision. */
export function importedRow(
  d: Extract<RowDecision, { row: PostingRow }>,
  more: Omit<ImportedRow, "row" | "dutiesSuggested">,
): ImportedRow {
  return { ...more, row: d.row, dutiesSuggested: d.dutiesSuggested };
}
