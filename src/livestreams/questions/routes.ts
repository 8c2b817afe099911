import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Cursor, Id, Limit } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { type Env, giveVisitor, knownVisitor } from "../../platform/http/index.ts";
import { askQuestion } from "./asking/ask-question.ts";
import { takeBackQuestion } from "./asking/take-back-question.ts";
import { answerAsEnterprise } from "./deciding/answer-as-enterprise.ts";
import { answerOnAir } from "./deciding/answer-on-air.ts";
import { answerQuestion } from "./deciding/answer-question.ts";
import { chooseQuestion } from "./deciding/choose-question.ts";
import { passQuestion } from "./deciding/pass-question.ts";
import { rejectQuestion } from "./deciding/reject-question.ts";
import { withdrawAnswer } from "./deciding/withdraw-answer.ts";
import { answersOfPosting, listQuestions, questionsOfPosting } from "./read-questions.ts";
import {
  AnswerList,
  EnterpriseAnswer,
  QUESTION_LISTS,
  QuestionAction,
  QuestionDecision,
  QuestionList,
  QuestionView,
} from "./schema.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const page = { cursor: Cursor.optional(), limit: Limit };
const livestream = { record: "livestream", param: "id" } as const;
const posting = { record: "posting", param: "id" } as const;
const READERS = { who: "anyone", on: { ...livestream, by: "readers" } } as const;
const CONTROL = { who: ["officer"], on: { ...livestream, by: "parties" } } as const;
const OF_POSTING = { who: "anyone", on: { ...posting, by: "readers" } } as const;
const ENTERPRISE = { who: ["member"], on: { ...posting, by: "enterprise" } } as const;
const view = jsonAnswer(QuestionView, "The question");

/** Returns the id in the visitor's cookie; a new one for somebody without an account if `gives`. */
async function visitorOf(c: Context<Env>, gives: boolean): Promise<string | null> {
  const anonymous = c.get("ctx").actor.kind === "anonymous";
  return (await knownVisitor(c)) ?? (gives && anonymous ? giveVisitor(c) : null);
}

/** Routes of questions and their answers, below /api/v1. */
export const questionRoutes = createApi()
  .openapi(
    apiRoute(READERS, {
      method: "get",
      path: "/livestreams/{id}/questions",
      tags,
      summary:
        "Questions of a livestream: passed ones, the caller's own, or for officers held and rejected ones",
      request: {
        params,
        query: z.object({
          which: z.enum(QUESTION_LISTS).default("passed"),
          postingId: Id.optional(),
          ...page,
        }),
      },
      responses: { 200: jsonAnswer(QuestionList, "One page, with the number by state") },
    }),
    async (c) => {
      const asked = { ...c.req.valid("query"), ...c.req.valid("param"), visitor: await visitorOf(c, false) };
      return c.json(await listQuestions(c.get("ctx"), asked), 200);
    },
  )
  .openapi(
    apiRoute(READERS, {
      method: "post",
      path: "/livestreams/{id}/questions",
      tags,
      summary: "Ask a question, or take one's own back",
      request: { params, body: jsonBody(QuestionAction) },
      responses: { 200: view, 204: { description: "Taken back" } },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const act = c.req.valid("json");
      if (act.action === "ask")
        return c.json(await askQuestion(ctx, { id, ...act, visitor: await visitorOf(c, true) }), 200);
      await takeBackQuestion(ctx, { id, questionId: act.questionId, visitor: await visitorOf(c, false) });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/questions/decisions",
      tags,
      summary: "Pass, reject or choose a question, mark it as answered on air, answer it in writing",
      request: { params, body: jsonBody(QuestionDecision) },
      responses: { 200: view },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const act = c.req.valid("json");
      switch (act.action) {
        case "pass":
          return c.json(await passQuestion(ctx, { id, ...act }), 200);
        case "reject":
          return c.json(await rejectQuestion(ctx, { id, ...act }), 200);
        case "choose":
          return c.json(await chooseQuestion(ctx, { id, ...act }), 200);
        case "onAir":
          return c.json(await answerOnAir(ctx, { id, ...act }), 200);
        case "answer":
          return c.json(await answerQuestion(ctx, { id, ...act }), 200);
        case "withdrawAnswer":
          return c.json(await withdrawAnswer(ctx, { id, ...act }), 200);
      }
    },
  )
  .openapi(
    apiRoute(OF_POSTING, {
      method: "get",
      path: "/postings/{id}/answers",
      tags,
      summary: "Questions about a posting that its enterprise answered in writing",
      request: { params, query: z.object(page) },
      responses: { 200: jsonAnswer(AnswerList, "Newest first") },
    }),
    async (c) => {
      const asked = { ...c.req.valid("query"), postingId: c.req.valid("param").id };
      return c.json(await answersOfPosting(c.get("ctx"), asked), 200);
    },
  )
  .openapi(
    apiRoute(ENTERPRISE, {
      method: "get",
      path: "/postings/{id}/questions",
      tags,
      summary: "Passed questions about a posting, for its enterprise",
      request: { params, query: z.object(page) },
      responses: {
        200: jsonAnswer(
          z.object({ items: z.array(QuestionView), nextCursor: z.string().nullable() }),
          "Newest first",
        ),
      },
    }),
    async (c) => {
      const asked = { ...c.req.valid("query"), postingId: c.req.valid("param").id };
      return c.json(await questionsOfPosting(c.get("ctx"), asked), 200);
    },
  )
  .openapi(
    apiRoute(ENTERPRISE, {
      method: "post",
      path: "/postings/{id}/questions",
      tags,
      summary: "Answer a question about a posting as its enterprise, or withdraw the answer",
      request: { params, body: jsonBody(EnterpriseAnswer) },
      responses: { 200: view },
    }),
    async (c) => {
      const act = { ...c.req.valid("json"), postingId: c.req.valid("param").id };
      return c.json(await answerAsEnterprise(await commandContext(c), act), 200);
    },
  );
