import type { Context } from "hono";
import { z } from "zod";
import { statusOf } from "../../../../../capabilities.ts";
import { homeNodeOf } from "../../../../../federation/index.ts";
import {
  answerOnAir,
  answerQuestion,
  chooseQuestion,
  controlledLivestream,
  listQuestions,
  passQuestion,
  QuestionDecision,
  rejectQuestion,
  withdrawAnswer,
} from "../../../../../livestreams/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { cursorOf, type Fields, fieldText, parse, pathId, readForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { LIVESTREAM_CONTROL } from "../../../../policies.ts";
import { ERROR_TEXT } from "../../../../text/errors/index.ts";
import { UNION_QUESTIONS } from "../../../../text/livestreams/questions.ts";
import { type RefusedAnswer, refusedAnswer } from "../answer-form.tsx";
import { CONTROL_LISTS, type ControlList, ControlPage } from "./questions-page.tsx";

const PAGE = 20;

const listOf = (text: string | undefined): ControlList =>
  z.enum(CONTROL_LISTS).safeParse(text).data ?? "held";

type Shown = { which: ControlList; error?: AppError; answer?: RefusedAnswer | null };

async function controlPage(c: Context<Env>, { which, error, answer = null }: Shown) {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  const cursor = cursorOf(c);
  const questions = await listQuestions(ctx, {
    id: livestream.id,
    which,
    visitor: null,
    cursor,
    limit: PAGE,
  });
  const refused = error && !answer ? ERROR_TEXT[error.code].title : null;
  const home = await homeNodeOf(ctx, livestream.homeCity);
  const data = { livestream, home, which, questions, refused, answer };
  const title = `${UNION_QUESTIONS.title} · ${livestream.title}`;
  const status = error ? statusOf(error) : 200;
  return page(c, { title, audience: "union", status }, (shell) => <ControlPage shell={shell} data={data} />);
}

/** Does what the pressed button says. */
function decide(c: Context<Env>, fields: Fields): Promise<unknown> {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const action = fieldText(fields, "act");
  const act = parse(QuestionDecision, {
    action,
    questionId: fieldText(fields, "question"),
    ...(action === "choose" ? { chosen: fieldText(fields, "chosen") !== "no" } : {}),
    ...(action === "reject" ? { reason: fieldText(fields, "reason") } : {}),
    ...(action === "answer" ? { text: fieldText(fields, "text") } : {}),
  });
  switch (act.action) {
    case "pass":
      return passQuestion(ctx, { id, ...act });
    case "reject":
      return rejectQuestion(ctx, { id, ...act });
    case "choose":
      return chooseQuestion(ctx, { id, ...act });
    case "onAir":
      return answerOnAir(ctx, { id, ...act });
    case "answer":
      return answerQuestion(ctx, { id, ...act });
    case "withdrawAnswer":
      return withdrawAnswer(ctx, { id, ...act });
  }
}

const SAID: ReadonlySet<string> = new Set(["INVALID_INPUT", "QUESTION_STATE"]);

/** Questions of a livestream for the control room: held, passed and rejected ones, with the decisions. */
export const questionControlPages = new Pages()
  .get("/union/livestreams/:id/questions", LIVESTREAM_CONTROL, (c) =>
    controlPage(c, { which: listOf(c.req.query("which")) }),
  )
  .post("/union/livestreams/:id/questions", LIVESTREAM_CONTROL, async (c) => {
    const fields = await readForm(c);
    const which = listOf(fieldText(fields, "which"));
    try {
      await decide(c, fields);
    } catch (error) {
      if (!(error instanceof AppError && SAID.has(error.code))) throw error;
      return controlPage(c, { which, error, answer: refusedAnswer(error, fields) });
    }
    return c.redirect(`/union/livestreams/${pathId(c)}/questions?which=${which}`, 303);
  });
