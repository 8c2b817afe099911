import type { Context } from "hono";
import { statusOf } from "../../../../../capabilities.ts";
import {
  answerAsEnterprise,
  EnterpriseAnswer,
  questionsOfPosting,
} from "../../../../../livestreams/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { getManagedPosting } from "../../../../../postings/index.ts";
import { cursorOf, fieldText, parse, pathId, readForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { MEMBER, onRecord } from "../../../../policies.ts";
import { ERROR_TEXT } from "../../../../text/errors/index.ts";
import { POSTING_QUESTIONS } from "../../../../text/livestreams/questions.ts";
import { type RefusedAnswer, refusedAnswer } from "../answer-form.tsx";
import { EnterpriseQuestionsPage } from "./questions-page.tsx";

const PAGE = 20;
const OF_ENTERPRISE = onRecord(MEMBER, "posting", "enterprise");

type Shown = { error?: AppError; answer?: RefusedAnswer | null };

async function questionsPage(c: Context<Env>, { error, answer = null }: Shown = {}) {
  const ctx = c.get("ctx");
  const postingId = pathId(c);
  const cursor = cursorOf(c);
  const [{ id, title }, { items, nextCursor: next }] = await Promise.all([
    getManagedPosting(ctx, postingId),
    questionsOfPosting(ctx, { postingId, cursor, limit: PAGE }),
  ]);
  const refused = error && !answer ? ERROR_TEXT[error.code].title : null;
  const data = { posting: { id, title }, items, next, refused, answer };
  const head = {
    title: `${POSTING_QUESTIONS.title} · ${title}`,
    audience: "enterprise",
    status: error ? statusOf(error) : 200,
  } as const;
  return page(c, head, (shell) => <EnterpriseQuestionsPage shell={shell} data={data} />);
}

const SAID: ReadonlySet<string> = new Set(["INVALID_INPUT", "QUESTION_STATE"]);

/** Questions about a posting, and the written answers of its enterprise. */
export const enterpriseQuestionPages = new Pages()
  .get("/enterprise/postings/:id/questions", OF_ENTERPRISE, (c) => questionsPage(c))
  .post("/enterprise/postings/:id/questions", OF_ENTERPRISE, async (c) => {
    const fields = await readForm(c);
    const postingId = pathId(c);
    try {
      const action = fieldText(fields, "act");
      const act = parse(EnterpriseAnswer, {
        action,
        questionId: fieldText(fields, "question"),
        ...(action === "answer" ? { text: fieldText(fields, "text") } : {}),
      });
      await answerAsEnterprise(c.get("ctx"), { postingId, ...act });
    } catch (error) {
      if (!(error instanceof AppError && SAID.has(error.code))) throw error;
      return questionsPage(c, { error, answer: refusedAnswer(error, fields) });
    }
    return c.redirect(`/enterprise/postings/${postingId}/questions`, 303);
  });
