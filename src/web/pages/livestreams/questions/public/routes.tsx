import type { Context } from "hono";
import { statusOf } from "../../../../../capabilities.ts";
import {
  askQuestion,
  getLivestream,
  listItems,
  QuestionAction,
  takeBackQuestion,
} from "../../../../../livestreams/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldId,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { LIVESTREAM_READER } from "../../../../policies.ts";
import { ERROR_TEXT } from "../../../../text/errors/index.ts";
import { QUESTIONS } from "../../../../text/livestreams/questions.ts";
import { readQuestions, visitorFor, visitorOf } from "./asked.ts";
import { QuestionsPage } from "./questions-page.tsx";

type Shown = { form?: FormState; error?: AppError };

async function questionsPage(c: Context<Env>, { form = EMPTY_FORM, error }: Shown = {}) {
  const livestream = await getLivestream(c.get("ctx"), { id: pathId(c) });
  const cursor = cursorOf(c);
  const sheet = listItems(c.get("ctx"), livestream);
  const refused = error ? ERROR_TEXT[error.code].title : null;
  const data = await readQuestions(c, livestream, { sheet, form, refused, cursor });
  const title = `${QUESTIONS.title} · ${livestream.title}`;
  return page(c, { title, status: error ? statusOf(error) : formStatus(form) }, (shell) => (
    <QuestionsPage shell={shell} data={data} first={!cursor} />
  ));
}

/** Asks the question in the form. */
async function ask(c: Context<Env>, fields: Fields): Promise<void> {
  const question = parse(QuestionAction, {
    action: "ask",
    text: fieldText(fields, "text"),
    postingId: fieldText(fields, "postingId") || null,
    name: fieldText(fields, "name") || null,
  });
  if (question.action !== "ask") throw new AppError("INVALID_INPUT");
  await askQuestion(c.get("ctx"), { ...question, id: pathId(c), visitor: await visitorFor(c) });
}

async function takeBack(c: Context<Env>, fields: Fields): Promise<void> {
  const questionId = fieldId(fields, "question");
  await takeBackQuestion(c.get("ctx"), { id: pathId(c), questionId, visitor: await visitorOf(c) });
}

const SAID: ReadonlySet<string> = new Set(["LIVESTREAM_STATE", "RATE_LIMITED", "HOSTED_ELSEWHERE"]);

/** Public pages of a livestream's questions: the list, the form, and taking a question back. */
export const questionPages = new Pages()
  .get("/livestreams/:id/questions", LIVESTREAM_READER, (c) => questionsPage(c))
  .post("/livestreams/:id/questions", LIVESTREAM_READER, async (c) => {
    const fields = await readForm(c);
    const run = fieldText(fields, "act") === "takeBack" ? takeBack : ask;
    return submitForm(
      fields,
      async () => {
        try {
          await run(c, fields);
        } catch (error) {
          if (!(error instanceof AppError && SAID.has(error.code))) throw error;
          return questionsPage(c, { form: { values: fields, errors: [] }, error });
        }
        return c.redirect(`/livestreams/${pathId(c)}#questions`, 303);
      },
      (form) => questionsPage(c, { form }),
    );
  });
