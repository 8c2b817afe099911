import type { SentRow } from "./remote/store.ts";
import { hasAnswer, stateOf } from "./rules.ts";
import type { QuestionState, QuestionView } from "./schema.ts";
import type { QuestionRow } from "./store/questions.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Readers of a question: everybody, one of its askers, or an officer of an organising city. */
export type QuestionReader = "public" | "asker" | "control";

/** Converts a row to the API's view. Only officers read how a visitor wants to be called. */
export function toQuestion(row: QuestionRow, reader: QuestionReader): QuestionView {
  const { answer, answerFrom, answeredAt } = row;
  return {
    id: row.id,
    livestreamId: row.livestreamId,
    postingId: row.postingId,
    title: row.title,
    text: row.text,
    state: stateOf(row),
    reason: reader === "public" ? null : row.rejectReason,
    refusal: null,
    askers: row.askers,
    askedAt: row.askedAt.toISOString(),
    chosenAt: reader === "control" ? iso(row.chosenAt) : null,
    onAirAt: iso(row.onAirAt),
    answer:
      hasAnswer(row) && answer !== null && answerFrom !== null && answeredAt !== null
        ? { text: answer, from: answerFrom, at: answeredAt.toISOString() }
        : null,
    rev: row.rev,
    name: reader === "control" ? row.name : null,
  };
}

/** Returns the state of a question that went to another node, while nothing else is known of it. */
function sentState({ refusal, questionId }: SentRow): QuestionState {
  if (refusal !== null) return "refused";
  return questionId === null ? "sending" : "held";
}

/** Converts what a viewer sent to another node to the API's view, for that viewer. */
export function toSent({ questionId, refusal, status, askers, ...row }: SentRow): QuestionView {
  const view = toQuestion({ ...row, status: status ?? "held", askers: askers ?? 1 }, "asker");
  return status === null
    ? { ...view, state: sentState({ ...row, questionId, refusal, status, askers }), refusal }
    : view;
}
