import type { Tx } from "../../../db/client.ts";
import {
  type Declared,
  type NoticeDeclarations,
  noticeMaker,
  notify,
  notifyIfUnread,
  TitleParams,
} from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { selectTold } from "./store/told.ts";

export const QUESTION_NOTICES = {
  questionPassed: {
    to: ["enterprise"],
    subject: "postingQuestions",
    channels: ["mail", "sms"],
    params: TitleParams,
  },
  questionAnswered: { to: ["account"], subject: "livestream", channels: ["mail"], params: TitleParams },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof QUESTION_NOTICES> {}
}

const makeNotice = noticeMaker(QUESTION_NOTICES);

/**
 * Tells the enterprise of a posting that a question about it was passed, unless it has an unread notice about
 * this posting. An enterprise of another node is not told.
 */
export async function tellEnterprise(tx: Tx, ctx: RequestContext, questionId: string): Promise<void> {
  const told = await selectTold(tx, questionId);
  if (!told?.enterpriseId || told.postingId === null) return;
  const notice = makeNotice("questionPassed", {
    enterprise: told.enterpriseId,
    subjectId: told.postingId,
    params: { title: told.postingTitle ?? told.title },
    cause: `question:${questionId}:passed`,
  });
  await notifyIfUnread(tx, ctx, [notice]);
}

/** Tells the signed-in people who asked a question that it was answered, each once. */
export async function tellAskers(
  tx: Tx,
  ctx: RequestContext,
  { questionId, how }: { questionId: string; how: "answered" | "onAir" },
): Promise<void> {
  const told = await selectTold(tx, questionId);
  if (!told) return;
  await notify(
    tx,
    ctx,
    told.askers.map((account) =>
      makeNotice("questionAnswered", {
        account,
        subjectId: told.livestreamId,
        params: { title: told.postingTitle ?? told.title },
        cause: `question:${questionId}:${how}`,
      }),
    ),
  );
}
