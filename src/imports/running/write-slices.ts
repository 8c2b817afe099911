import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { pause } from "../../platform/core/clock.ts";
import { type ImportedChange, type ImportedRow, postingBefore, saveImported } from "../../postings/index.ts";
import { importedRow, outcomeOf } from "../rows/rules.ts";
import { noteCreated, type OutcomeNote, writeOutcomes } from "../store/outcomes.ts";
import { type Judge, type Judged, judgeRows, type KnownRecords, type ReadRow } from "./judge.ts";

/**
 * Rows per statement. While the database writes one slice, the next one is judged. Each statement costs about
 * a millisecond for its plan.
 */
const SLICE_ROWS = 250;

/** Records that the rows need, and ids of the employers by their names. The transaction holds them locked. */
export type Held = KnownRecords & { ids: ReadonlyMap<string, string> };

type Work = Judged & { id: string };

/**
 * Judges rows and writes their postings and outcomes, slice by slice, inside the caller's transaction. The
 * rows have different source keys, so no slice changes what another one finds.
 */
export async function writeSlices(
  tx: Tx,
  ctx: RequestContext,
  judge: Judge,
  { rows, held }: { rows: ReadRow[]; held: Held },
): Promise<void> {
  const notes: OutcomeNote[] = [];
  let writing: Promise<void> = Promise.resolve();
  try {
    for (let at = 0; at < rows.length; at += SLICE_ROWS) {
      const judged = judgeRows(judge, rows.slice(at, at + SLICE_ROWS), held);
      const work = judged.map((one) => ({ ...one, id: one.decision.known?.id ?? ctx.ids.uuid() }));
      const write = sliceOf(ctx, judge, { work, held, notes });
      await writing;
      writing = write(tx);
      // The next turn awaits the same promise and throws its error.
      writing.catch(() => undefined);
      await pause();
    }
  } finally {
    await Promise.allSettled([writing]);
  }
  await writing;
  await writeOutcomes(tx, judge.batch.id, notes);
}

/** Returns a function that writes a slice. Adds the outcomes that it does not write to `notes`. */
function sliceOf(
  ctx: RequestContext,
  judge: Judge,
  { work, held: { ids }, notes }: { work: Work[]; held: Held; notes: OutcomeNote[] },
): (tx: Tx) => Promise<void> {
  const { batch } = judge;
  const created: Work[] = [];
  const create: ImportedRow[] = [];
  const update: ImportedChange[] = [];
  for (const one of work) {
    const row = postingOf(judge, one, ids);
    const { plan, known } = one.decision;
    if (row && plan === "create") {
      created.push(one);
      create.push(row);
    } else notes.push(noteOf(one));
    if (row && plan === "update" && known) update.push({ ...row, from: known.status });
  }
  return saveImported(ctx, {
    homeCity: batch.homeCity,
    importId: batch.id,
    createdBy: batch.createdBy,
    own: batch.enterpriseId !== null,
    create,
    update,
    besides: noteCreated(batch.id, created.map(noteOf)),
  });
}

/** Returns the posting to write, or null if the row writes none. */
function postingOf(judge: Judge, one: Work, ids: ReadonlyMap<string, string>): ImportedRow | null {
  const { decision, words, key, id } = one;
  const { plan, known } = decision;
  const enterpriseId = ids.get(words.employer?.name ?? "");
  if ((plan !== "create" && plan !== "update") || !enterpriseId) return null;
  return importedRow(decision, {
    id,
    enterpriseId,
    repost: known?.repost || judge.batch.repost,
    sourceName: judge.batch.sourceName ?? known?.sourceName ?? null,
    sourceUrl: words.sourceUrl ?? known?.sourceUrl ?? judge.batch.sourceUrl,
    sourceKey: key,
    said: words.said,
  });
}

function noteOf({ row, decision, id }: Work): OutcomeNote {
  const taken = decision.row !== null || decision.known !== null;
  return {
    position: row.position,
    outcome: outcomeOf(decision.plan),
    reasons: decision.reasons,
    posting_id: taken ? id : null,
    before: decision.plan === "update" && decision.known ? postingBefore(decision.known) : null,
  };
}
