import type { EnterpriseStatus } from "../../../db/schema/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { databaseToday } from "../../platform/core/store.ts";
import { sha256 } from "../../platform/core/vault.ts";
import { dutyPhrases, type KnownPosting, postingReaders, type Readers } from "../../postings/index.ts";
import { optionsOf, readersOf } from "../present.ts";
import type { SheetReader } from "../rows/reader.ts";
import { refusals } from "../rows/reasons.ts";
import { decide, type RowDecision, sourceKeyOf } from "../rows/rules.ts";
import { type ReasonWords, readWords, type StagedRow } from "../rows/words.ts";
import type { ImportOptions } from "../schema.ts";
import type { Batch } from "../store/batches.ts";

/** Everything that is needed to read the rows of one import and to decide about them. */
export type Judge = {
  batch: Batch;
  options: ImportOptions;
  sheets: Map<string, SheetReader>;
  readers: Readers;
  phrases: ReadonlyMap<string, string>;
  today: string;
};

export async function openJudge(ctx: RequestContext, batch: Batch): Promise<Judge> {
  return {
    batch,
    options: optionsOf(batch),
    sheets: readersOf(batch),
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
  sourceDigest: string;
  refused: boolean;
};

/**
 * Reads staged rows. If an id repeats within the given rows, the later row is identified by its content, so
 * that keys differ.
 */
export async function readStaged(judge: Judge, rows: StagedRow[]): Promise<ReadRow[]> {
  const seen = new Set<string>();
  const read = rows.map((row) => {
    const reader = judge.sheets.get(row.sheet);
    if (!reader) throw new Error("a row of an unknown sheet");
    const words = readWords(row, reader, judge.today);
    let one = row;
    if (seen.has(sourceKeyOf(one, words, judge.batch.sourceName))) one = { ...row, idRepeated: true };
    const key = sourceKeyOf(one, words, judge.batch.sourceName);
    seen.add(key);
    return { row: one, words, reader, key, refused: refusals(one, words, reader).length > 0 };
  });
  return Promise.all(
    read.map(async (one) => ({ ...one, sourceDigest: (await sha256(one.words.said)).toString("hex") })),
  );
}

export type KnownRecords = {
  employers: ReadonlyMap<string, { id: string; status: EnterpriseStatus }>;
  known: ReadonlyMap<string, KnownPosting>;
};

export type Judged = ReadRow & { decision: RowDecision };

export const judgeRows = (judge: Judge, rows: ReadRow[], found: KnownRecords): Judged[] =>
  rows.map((one) => ({
    ...one,
    decision: decide(one.row, one.words, {
      readers: judge.readers,
      reader: one.reader,
      completion: judge.options,
      phrases: judge.phrases,
      employer: found.employers.get(one.words.employer?.name ?? "") ?? null,
      known: found.known.get(one.key) ?? null,
      sourceDigest: one.sourceDigest,
    }),
  }));

/** Returns the column that has the source's ids, for each sheet; null if there is none. */
export const idColumns = (judge: Judge): { sheet: string; column: number | null }[] =>
  [...judge.sheets].map(([sheet, { mapping }]) => {
    const column = Object.keys(mapping).find((c) => mapping[Number(c)]?.field === "sourceId");
    return { sheet, column: column === undefined ? null : Number(column) };
  });
