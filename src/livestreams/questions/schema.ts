import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../platform/core/schema.ts";

/** Longest question, answer and form of address, in characters. */
export const QUESTION_MAX = 100;
const ANSWER_MAX = 300;
export const NAME_MAX = 10;

const Instant = z.iso.datetime();
const commandId = Id.optional();

export const REJECT_REASONS = ["offTopic", "personal", "abuse", "advertising", "other"] as const;
/**
 * `sending`: it is on its way to the home of a livestream of another node. `refused`: that home did not take
 * it. Only its asker reads these two.
 */
export const QUESTION_STATES = ["sending", "held", "passed", "answered", "rejected", "refused"] as const;

/** An act of a viewer: ask, or take back a question of his own. */
export const QuestionAction = z
  .discriminatedUnion("action", [
    z.strictObject({
      action: z.literal("ask"),
      text: PlainText(QUESTION_MAX, 2),
      /** The posting of the run sheet that it is about; null for the livestream. */
      postingId: Id.nullable().default(null),
      /** The name that a visitor without an account gives. Only officers read it. */
      name: PlainText(NAME_MAX, 1).nullable().default(null),
      commandId,
    }),
    z.strictObject({ action: z.literal("takeBack"), questionId: Id, commandId }),
  ])
  .openapi("QuestionAction");

/** The decision of an officer of an organising city on a question. */
export const QuestionDecision = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("pass"), questionId: Id, commandId }),
    z.strictObject({
      action: z.literal("reject"),
      questionId: Id,
      reason: z.enum(REJECT_REASONS),
      commandId,
    }),
    z.strictObject({ action: z.literal("choose"), questionId: Id, chosen: z.boolean(), commandId }),
    z.strictObject({ action: z.literal("onAir"), questionId: Id, commandId }),
    z.strictObject({
      action: z.literal("answer"),
      questionId: Id,
      text: PlainText(ANSWER_MAX, 1),
      commandId,
    }),
    z.strictObject({ action: z.literal("withdrawAnswer"), questionId: Id, commandId }),
  ])
  .openapi("QuestionDecision");

/** The act of a member of the posting's enterprise on a question about it. */
export const EnterpriseAnswer = z
  .discriminatedUnion("action", [
    z.strictObject({
      action: z.literal("answer"),
      questionId: Id,
      text: PlainText(ANSWER_MAX, 1),
      commandId,
    }),
    z.strictObject({ action: z.literal("withdrawAnswer"), questionId: Id, commandId }),
  ])
  .openapi("EnterpriseAnswer");

const AnswerView = z.object({
  text: z.string(),
  from: z.enum(["officer", "enterprise"]),
  at: Instant,
});

export const QuestionView = z
  .object({
    id: Id,
    livestreamId: Id,
    postingId: Id.nullable(),
    /** Title of the posting; null without one, and if it was deleted here. */
    title: z.string().nullable(),
    text: z.string(),
    state: z.enum(QUESTION_STATES),
    /** Why it was rejected; only for its askers and officers. */
    reason: z.enum(REJECT_REASONS).nullable(),
    /** Code of the error for which the home of a copied livestream refused it. Null for all others. */
    refusal: z.string().nullable(),
    /** Number of different people who asked it. */
    askers: z.number().int(),
    askedAt: Instant,
    /** Time at which officers chose it for the presenter. Null for everybody but officers. */
    chosenAt: Instant.nullable(),
    /** Time at which it was answered on air. */
    onAirAt: Instant.nullable(),
    answer: AnswerView.nullable(),
    rev: z.number().int(),
    /** Form of address of the first visitor who gave one. Null for everybody but officers. */
    name: z.string().nullable(),
  })
  .openapi("LivestreamQuestion");

export const QuestionList = z
  .object({
    items: z.array(QuestionView),
    /** Number of questions by state. Readers outside the control room get passed and answered ones alone. */
    counts: z.record(z.string(), z.number().int()),
    nextCursor: z.string().nullable(),
  })
  .openapi("LivestreamQuestionList");

/** Questions that an enterprise answered about its posting, for the posting's page. */
export const AnswerList = z
  .object({
    items: z.array(
      z.object({
        id: Id,
        text: z.string(),
        askers: z.number().int(),
        answer: z.string(),
        answeredAt: Instant,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi("PostingAnswerList");

export type QuestionAction = z.infer<typeof QuestionAction>;
export type QuestionDecision = z.infer<typeof QuestionDecision>;
/** Input of one decision, with the livestream's id. */
export type DecisionAct<A extends QuestionDecision["action"]> = { id: string } & Extract<
  QuestionDecision,
  { action: A }
>;
export type EnterpriseAnswer = z.infer<typeof EnterpriseAnswer>;
export type QuestionView = z.infer<typeof QuestionView>;
export type QuestionList = z.infer<typeof QuestionList>;
export type AnswerList = z.infer<typeof AnswerList>;
export type QuestionState = QuestionView["state"];
/**
 * `passed` covers answered ones. `chosen`: those for the presenter, until they are answered. `own`: those
 * that the viewer asked, whatever became of them.
 */
export const QUESTION_LISTS = ["passed", "chosen", "held", "rejected", "own"] as const;
export type QuestionListName = (typeof QUESTION_LISTS)[number];

/** A passed question as its home's log tells it: what the public reads of it. */
export const QuestionPayload = z.object({
  livestreamId: Id,
  postingId: Id.nullable(),
  text: z.string().min(1).max(500),
  askers: z.number().int().min(0).max(1_000_000),
  askedAt: z.iso.datetime({ offset: true }),
  decidedAt: z.iso.datetime({ offset: true }),
  onAirAt: z.iso.datetime({ offset: true }).nullable(),
  /** The written answer, if it stands. */
  answer: z
    .object({
      text: z.string().min(1).max(1_000),
      from: z.enum(["officer", "enterprise"]),
      at: z.iso.datetime({ offset: true }),
    })
    .nullable(),
});
export type QuestionPayload = z.infer<typeof QuestionPayload>;
