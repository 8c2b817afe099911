import type { Tx } from "../../../db/client.ts";
import { emit } from "../../platform/changes/index.ts";
import type { QuestionPayload } from "./schema.ts";
import { type ToldQuestion, takeVersions } from "./store/versions.ts";

const payloadOf = (row: ToldQuestion): QuestionPayload => ({
  livestreamId: row.livestreamId,
  postingId: row.postingId,
  text: row.text,
  askers: row.askers,
  askedAt: row.askedAt.toISOString(),
  decidedAt: row.decidedAt.toISOString(),
  onAirAt: row.onAirAt?.toISOString() ?? null,
  answer:
    row.answer !== null && row.answerFrom !== null && row.answeredAt !== null
      ? { text: row.answer, from: row.answerFrom, at: row.answeredAt.toISOString() }
      : null,
});

/** A question that nobody reads any more. Those who asked it at another node read why it was rejected. */
const closedOf = ({ livestreamId, rejectReason }: ToldQuestion) => ({
  livestreamId,
  ...(rejectReason !== null && { reason: rejectReason }),
});

type Asked = {
  questionId: string;
  /** True to tell also the questions of other livestreams that show this answer. */
  withCopies?: boolean;
  /** True to tell it only if nothing told it before. */
  first?: boolean;
};

/**
 * Tells other cities of a passed question, with its answer: what the public reads, and nobody who asked. A
 * question that was told and is passed no more is told as closed. So is a rejected one that a viewer of
 * another node asked. Call it last in the transaction.
 */
export async function tellQuestion(tx: Tx, asked: Asked): Promise<void> {
  for (const row of await takeVersions(tx, asked)) {
    const shown = row.status === "passed";
    await emit(tx, {
      city: row.homeCity,
      audience: "public",
      kind: "livestreamQuestion",
      id: row.id,
      rev: row.toldRev,
      op: shown ? "put" : "close",
      agreement: row.agreement,
      payload: shown ? payloadOf(row) : closedOf(row),
    });
  }
}
