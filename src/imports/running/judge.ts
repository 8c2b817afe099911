import type { DbOrTx } from "../../../db/client.ts";
import type { RowReason } from "../../../db/schema/index.ts";
import type { ImportedEmployer } from "../../enterprises/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { pause } from "../../platform/core/clock.ts";
import { databaseToday } from "../../platform/core/store.ts";
import {
  dutyPhrases,
  type Employer,
  findImported,
  type KnownPosting,
  postingReaders,
  type Readers,
} from "../../postings/index.ts";
import { optionsOf, readersOf } from "../present.ts";
import type { Field } from "../reading/index.ts";
import type { SheetReader } from "../rows/reader.ts";
import { refusals } from "../rows/reasons.ts";
import { decide, type RowDecision, sourceKeyOf } from "../rows/rules.ts";
import { type ReasonWords, readWords, type StagedRow } from "../rows/words.ts";
import type { ImportOptions } from "../schema.ts";
import type { Batch } from "../store/batches.ts";
import { digestsOf } from "../store/digests.ts";
import { equalRows } from "../store/equal-rows.ts";
import { ownerOf, type SheetOwner } from "../upload/owner.ts";

/** Everything that is needed to read the rows of one import and to decide about them. */
export type Judge = {
  batch: Batch;
  options: ImportOptions;
  /** The enterprise that brought its own sheet; null for an import of the union. */
  owner: SheetOwner | null;
  sheets: Map<string, SheetReader>;
  readers: Readers;
  phrases: ReadonlyMap<string, string>;
  /** Number of the first row with the same posting, by the position of each later one. */
  equals: ReadonlyMap<number, number>;
  today: string;
};

/** Fields that tell whether two rows offer the same job. */
const TELLING: ReadonlySet<Field> = new Set([
  "enterpriseName",
  "title",
  "headcount",
  "employmentType",
  "education",
  "experience",
  "requirements",
  "ageAndOther",
  "duties",
  "pay",
  "place",
  "workTime",
  "validThrough",
]);

/** Returns the columns of each sheet whose texts tell whether two rows offer the same job. */
const tellingColumns = (sheets: Map<string, SheetReader>) =>
  [...sheets].flatMap(([sheet, { mapping }]) => {
    const fieldOf = (column: number) => mapping[column]?.field ?? "ignored";
    const columns = Object.keys(mapping).map(Number);
    const telling = columns.filter((column) => TELLING.has(fieldOf(column)));
    return telling.some((column) => fieldOf(column) === "title") ? [{ sheet, columns: telling }] : [];
  });

export async function openJudge(ctx: RequestContext, batch: Batch): Promise<Judge> {
  const owner = await ownerOf(ctx.db, batch);
  const sheets = readersOf(batch, owner);
  return {
    batch,
    owner,
    options: optionsOf(batch),
    sheets,
    equals: await equalRows(ctx.db, batch.id, tellingColumns(sheets)),
    readers: await postingReaders(ctx, batch.homeCity),
    phrases: await dutyPhrases(ctx.db),
    today: await databaseToday(ctx.db),
  };
}

export type ReadRow = {
  row: StagedRow;
  words: ReasonWords;
  reader: SheetReader;
  key: string;
  /** The reasons to refuse the row; empty for an acceptable one. */
  refused: readonly RowReason[];
};

/**
 * Rows that are read without a pause. The statements of the batch before follow each other only in pauses, so
 * these are short and many.
 */
const ROWS_AT_ONCE = 10;

/**
 * Reads the words of staged rows. Their postings are composed only when they are judged, because many rows
 * wait for that, and a composed posting has many values. If an id repeats within the given rows, the later
 * row is identified by its content, so that keys differ.
 */
export async function readStaged(judge: Judge, rows: StagedRow[]): Promise<ReadRow[]> {
  const seen = new Set<string>();
  const read: ReadRow[] = [];
  for (const row of rows) {
    if (read.length % ROWS_AT_ONCE === 0) await pause();
    const reader = judge.sheets.get(row.sheet);
    if (!reader) throw new Error("a row of an unknown sheet");
    const words = readWords(row, reader, judge.today);
    const equalTo = judge.equals.get(row.position);
    let one = equalTo === undefined ? row : { ...row, equalTo };
    let key = sourceKeyOf(one, words, judge.batch);
    if (seen.has(key)) {
      one = { ...one, idRepeated: true };
      key = sourceKeyOf(one, words, judge.batch);
    }
    seen.add(key);
    read.push({ row: one, words, reader, key, refused: refusals(one, words, reader) });
  }
  return read;
}

export type KnownRecords = {
  employers: ReadonlyMap<string, Employer>;
  /** Postings by source key, and SHA-256 of what their rows say now. */
  known: ReadonlyMap<string, KnownPosting>;
  digests: ReadonlyMap<string, string>;
};

/** Returns the postings that the rows update. `hold` locks them until the transaction ends. */
export async function findKnown(
  db: DbOrTx,
  homeCity: string,
  rows: ReadRow[],
  hold: boolean,
): Promise<Pick<KnownRecords, "known" | "digests">> {
  const keys = rows.map(({ key }) => key);
  const known = await findImported(db, homeCity, keys, hold);
  const again = rows.filter(({ key }) => known.has(key));
  const said = again.map(({ words }) => words.said);
  const digests = await digestsOf(db, said);
  return { known, digests: new Map(again.map(({ key }, at) => [key, digests[at] ?? ""])) };
}

/** Returns the employers of the rows that are not refused, each by the first row that names it. */
export function employersOf(read: ReadRow[], sourceName: string | null): ImportedEmployer[] {
  const found = new Map<string, ImportedEmployer>();
  for (const { words, refused } of read)
    if (words.employer && refused.length === 0 && !found.has(words.employer.name))
      found.set(words.employer.name, { ...words.employer, sourceName });
  return [...found.values()];
}

export type Judged = ReadRow & { decision: RowDecision };

export const judgeRows = (judge: Judge, rows: ReadRow[], found: KnownRecords): Judged[] =>
  rows.map((one) => ({
    row: one.row,
    words: one.words,
    reader: one.reader,
    key: one.key,
    refused: one.refused,
    decision: decide(one.row, one.words, {
      readers: judge.readers,
      refused: one.refused,
      reader: one.reader,
      completion: judge.options,
      phrases: judge.phrases,
      employer: found.employers.get(one.words.employer?.name ?? "") ?? null,
      known: found.known.get(one.key) ?? null,
      saidDigest: found.digests.get(one.key) ?? null,
    }),
  }));

/** Returns the column that has the source's ids, for each sheet; null if there is none. */
export const idColumns = (judge: Judge): { sheet: string; column: number | null }[] =>
  [...judge.sheets].map(([sheet, { mapping }]) => {
    const column = Object.keys(mapping).find((c) => mapping[Number(c)]?.field === "sourceId");
    return { sheet, column: column === undefined ? null : Number(column) };
  });
