import { AppError, invalid } from "../../platform/core/errors.ts";
import { findWording, severityOf } from "../../postings/index.ts";
import { hasContact, isOddName } from "./reading/question.ts";
import type { QuestionState } from "./schema.ts";

type Row = {
  status: "held" | "passed" | "rejected";
  onAirAt: Date | null;
  answer: string | null;
  answerFrom: "officer" | "enterprise" | null;
  answerWithdrawnAt: Date | null;
};

/** Returns true if the question has a written answer that stands. */
export const hasAnswer = (row: Pick<Row, "answer" | "answerWithdrawnAt">): boolean =>
  row.answer !== null && row.answerWithdrawnAt === null;

/** Returns the state of a question. It is answered on air, or in writing while the answer stands. */
export const stateOf = (row: Row): QuestionState =>
  row.status === "passed" && (row.onAirAt !== null || hasAnswer(row)) ? "answered" : row.status;

const wrongState = (row: Row) => new AppError("QUESTION_STATE", { facts: { state: stateOf(row) } });

/** Throws QUESTION_STATE unless an officer has passed the question. */
export function requirePassed<T extends Row>(row: T): T {
  if (row.status !== "passed") throw wrongState(row);
  return row;
}

/** Throws QUESTION_STATE unless the question waits for an officer. */
export function requireHeld(row: Row): void {
  if (row.status !== "held") throw wrongState(row);
}

/** Throws QUESTION_STATE if the question was answered: an answered one is not rejected any more. */
export function requireUnanswered(row: Row): void {
  if (stateOf(row) === "answered") throw wrongState(row);
}

/** Throws QUESTION_STATE if the enterprise's own answer stands: an officer withdraws it first. */
export function requireNotOfEnterprise(row: Row): void {
  if (hasAnswer(row) && row.answerFrom === "enterprise") throw wrongState(row);
}

/** Throws QUESTION_STATE without a written answer that stands. */
export function requireAnswered(row: Row): void {
  if (!hasAnswer(row)) throw wrongState(row);
}

/** Throws INVALID_INPUT for a question with a phone number, an account or a link, or for an odd name. */
export function requireClean({ text, name }: { text: string; name: string | null }): void {
  if (hasContact(text)) throw invalid("text", "CONTACT");
  if (name !== null && isOddName(name)) throw invalid("name", "CONTACT");
}

/** Throws INVALID_INPUT for an answer with a contact, or with words that a posting may not have. */
export function requireCleanAnswer(text: string): void {
  if (hasContact(text)) throw invalid("text", "CONTACT");
  if (findWording(text).some(({ rule }) => severityOf(rule.code) === "BLOCK"))
    throw invalid("text", "WORDING");
}
