import type { FC } from "hono/jsx";
import type { QuestionView } from "../../../../livestreams/index.ts";
import type { FieldError } from "../../../../platform/core/errors.ts";
import { type Fields, fieldText, refusedForm } from "../../../forms.ts";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { UNION_QUESTIONS } from "../../../text/livestreams/questions.ts";

/** An answer that was not taken: what was typed, and why. */
export type RefusedAnswer = { questionId: string; text: string; error: FieldError };

const ANSWER_MAX = 300;

/** Returns a refused answer with its text. Null for another error. */
export function refusedAnswer(error: unknown, fields: Fields): RefusedAnswer | null {
  const wrong = refusedForm(error, fields)?.errors.find(({ path }) => path === "text");
  if (!wrong) return null;
  return { questionId: fieldText(fields, "question"), text: fieldText(fields, "text"), error: wrong };
}

/** The field of a written answer. A page has one for each question, so its id names the question. */
export const AnswerField: FC<{ question: QuestionView; refused: RefusedAnswer | null }> = ({
  question,
  refused,
}) => {
  const id = `answer-${question.id}`;
  return (
    <div class={refused ? "field wrong" : "field"}>
      <label for={id}>{UNION_QUESTIONS.answer}</label>
      {refused ? (
        <p class="error" id={`${id}-error`}>
          {fieldMessage(refused.error, UNION_QUESTIONS.answer)}
        </p>
      ) : null}
      <textarea
        id={id}
        name="text"
        rows={3}
        maxlength={ANSWER_MAX}
        aria-required="true"
        {...(refused ? { "aria-invalid": "true" as const, "aria-describedby": `${id}-error` } : {})}
      >
        {refused?.text ?? question.answer?.text ?? ""}
      </textarea>
    </div>
  );
};
