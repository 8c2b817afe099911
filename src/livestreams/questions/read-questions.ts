import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import {
  decodeCursor,
  encodeCursor,
  instantOf,
  type Page,
  type PageRequest,
  uuidOf,
} from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireMemberOf } from "../../platform/core/guard.ts";
import { getPosting } from "../../postings/index.ts";
import { getLivestream } from "../livestream/index.ts";
import { toQuestion, toSent } from "./present.ts";
import { selectOwnSent } from "./remote/store.ts";
import type { AnswerList, QuestionList, QuestionListName, QuestionView } from "./schema.ts";
import { selectAnswers, selectOfPosting, selectPostingOwner } from "./store/of-posting.ts";
import {
  countQuestions,
  type QuestionPosition,
  selectPassedById,
  selectQuestion,
  selectQuestions,
} from "./store/questions.ts";
import { selectUnanswered } from "./store/unanswered.ts";
import { askersOf } from "./viewer.ts";

const positionOf = (question: string, cursor: string | undefined): QuestionPosition | null => {
  const position = cursor ? decodeCursor(question, cursor, 2) : null;
  return position && { key: instantOf(position[0]), id: uuidOf(position[1]) };
};

/** Returns one page of the found rows, of which there is one more than the limit if another page follows. */
function pageOf<Row extends { id: string }>(
  found: readonly Row[],
  { question, limit, keyOf }: { question: string; limit: number; keyOf: (row: Row) => string | null },
): Page<Row> {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(question, [keyOf(last), last.id]) : null };
}

export type QuestionRequest = PageRequest & {
  id: string;
  which: QuestionListName;
  postingId?: string | undefined;
  visitor: string | null;
};

const CONTROLLED: ReadonlySet<QuestionListName> = new Set(["held", "rejected", "chosen"]);

/**
 * Lists questions of a livestream by page, with their number by state. `passed`: those that everybody reads,
 * newest first. `held`, oldest first, `rejected` and `chosen` are for the control room. `own`: the caller's,
 * with state and reason. Throws NOT_FOUND unless the caller may read the livestream, and for the control
 * room's lists unless the caller is an officer of an organising city.
 */
export async function listQuestions(ctx: RequestContext, asked: QuestionRequest): Promise<QuestionList> {
  const { id, which, visitor, cursor, limit, postingId = null } = asked;
  const { control, hostedHere } = await getLivestream(ctx, { id });
  if (CONTROLLED.has(which)) orNotFound(control);
  const question = `livestream questions ${id} ${which} ${postingId}`;
  const after = positionOf(question, cursor);
  const askers = which === "own" ? await askersOf(ctx, id, visitor) : [];
  if (which === "own" && !hostedHere) {
    const sent = await selectOwnSent(ctx.db, id, { askers, postingId, after, limit: limit + 1 });
    const { items, nextCursor } = pageOf(sent, { question, limit, keyOf: (row) => row.askedKey });
    return { items: items.map(toSent), counts: {}, nextCursor };
  }
  const [found, all] = await Promise.all([
    selectQuestions(ctx.db, id, { which, postingId, askers, after, limit: limit + 1 }),
    countQuestions(ctx.db, id, postingId),
  ]);
  const keyOf = (row: (typeof found)[number]) => {
    if (which === "chosen") return row.chosenKey;
    return which === "held" || which === "own" ? row.askedKey : row.decidedKey;
  };
  const { items, nextCursor } = pageOf(found, { question, limit, keyOf });
  const reader = control ? "control" : which === "own" ? "asker" : "public";
  const counts = control ? all : { passed: all.passed ?? 0, answered: all.answered ?? 0 };
  return { items: items.map((row) => toQuestion(row, reader)), counts, nextCursor };
}

/**
 * Returns those of the questions that everybody reads, by id. The caller must have checked that the reader
 * may read their livestreams.
 */
export async function questionsById(
  { db }: Pick<RequestContext, "db">,
  ids: readonly string[],
): Promise<Map<string, QuestionView>> {
  return new Map((await selectPassedById(db, ids)).map((row) => [row.id, toQuestion(row, "public")]));
}

/**
 * Lists the passed questions about a posting by page, newest first, for its enterprise to answer. Throws
 * NOT_FOUND unless the caller is a member of it.
 */
export async function questionsOfPosting(
  ctx: RequestContext,
  { postingId, cursor, limit }: PageRequest & { postingId: string },
): Promise<Page<QuestionView>> {
  const owner = orNotFound(await selectPostingOwner(ctx.db, postingId));
  requireMemberOf(ctx.actor, owner.enterpriseId);
  const question = `questions of posting ${postingId}`;
  const after = positionOf(question, cursor);
  const found = await selectOfPosting(ctx.db, postingId, { after, limit: limit + 1 });
  const { items, nextCursor } = pageOf(found, { question, limit, keyOf: (row) => row.decidedKey });
  return { items: items.map((row) => toQuestion(row, "public")), nextCursor };
}

/**
 * Lists the passed questions about postings of an enterprise that it has not answered, by page, oldest first.
 * Throws NOT_FOUND unless the caller is a member of the enterprise.
 */
export async function questionsToAnswer(
  ctx: RequestContext,
  { enterpriseId, cursor, limit }: PageRequest & { enterpriseId: string },
): Promise<Page<QuestionView>> {
  requireMemberOf(ctx.actor, enterpriseId);
  const question = `questions to answer ${enterpriseId}`;
  const after = positionOf(question, cursor);
  const found = await selectUnanswered(ctx.db, enterpriseId, { after, limit: limit + 1 });
  const { items, nextCursor } = pageOf(found, { question, limit, keyOf: (row) => row.decidedKey });
  return { items: items.map((row) => toQuestion(row, "public")), nextCursor };
}

/**
 * Lists the questions about a posting that its enterprise answered in writing (问答), by page, newest first.
 * Empty after the posting has ended, and while its enterprise is suspended. Throws as `getPosting` does
 * unless the caller may read the posting.
 */
export async function answersOfPosting(
  ctx: Pick<RequestContext, "db" | "scope">,
  { postingId, cursor, limit }: PageRequest & { postingId: string },
): Promise<AnswerList> {
  await getPosting(ctx, postingId);
  const question = `answers of posting ${postingId}`;
  const after = positionOf(question, cursor);
  const found = await selectAnswers(ctx.db, postingId, { after, limit: limit + 1 });
  const { items, nextCursor } = pageOf(found, { question, limit, keyOf: (row) => row.decidedKey });
  return {
    items: items.map(({ id, text, askers, answer, answeredAt }) => ({
      id,
      text,
      askers,
      answer,
      answeredAt: answeredAt.toISOString(),
    })),
    nextCursor,
  };
}

/** Returns a question as the public reads it, for live pages. Throws NOT_FOUND for an unknown one. */
export const shownQuestion = async (tx: Tx, id: string): Promise<QuestionView> =>
  toQuestion(orNotFound(await selectQuestion(tx, id)), "public");
