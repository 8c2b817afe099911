import { figuresOfEnterprise, listLivestreams, questionsToAnswer } from "../../../../../livestreams/index.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { cursorOf } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { MEMBER } from "../../../../policies.ts";
import { ENTERPRISE_LIVESTREAMS } from "../../../../text/livestreams/livestream-enterprise.ts";
import { enterpriseOf } from "../../../enterprise/current-enterprise.ts";
import { EnterpriseLivestreamsPage } from "./livestreams-page.tsx";

const audience = "enterprise" as const;
const PAGE = 10;

/** The page of an enterprise about livestreams. */
export const enterpriseLivestreamPages = new Pages().get("/enterprise/livestreams", MEMBER, async (c) => {
  const ctx = c.get("ctx");
  const { id: enterpriseId } = enterpriseOf(c);
  const cursor = cursorOf(c);
  const [shown, questions] = await Promise.all([
    listLivestreams(ctx, { which: "shown", enterpriseId, cursor, limit: PAGE }),
    questionsToAnswer(ctx, { enterpriseId, cursor: c.req.query("questions"), limit: PAGE }),
  ]);
  const livestreamIds = shown.items.map(({ id }) => id);
  const data = {
    path: `/enterprise/livestreams?enterprise=${enterpriseId}`,
    livestreams: shown.items,
    figures: await figuresOfEnterprise(ctx, { enterpriseId, livestreamIds }),
    questions: questions.items,
    next: shown.nextCursor,
    nextQuestions: questions.nextCursor,
    first: !cursor,
  };
  return page(c, { title: ENTERPRISE_LIVESTREAMS.title, audience }, () => (
    <EnterpriseLivestreamsPage data={data} />
  ));
});
