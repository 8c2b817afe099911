import type { Context } from "hono";
import { listReceived } from "../../../../../applications/index.ts";
import { getEnterprise } from "../../../../../enterprises/index.ts";
import {
  figuresOfEnterprise,
  getLivestream,
  listLivestreams,
  questionsToAnswer,
} from "../../../../../livestreams/index.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { cursorOf, pathId } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { LIVESTREAM_MEMBER, MEMBER } from "../../../../policies.ts";
import { ENTERPRISE_LIVESTREAMS } from "../../../../text/livestreams/livestream-enterprise.ts";
import { enterpriseOf } from "../../../enterprise/current-enterprise.ts";
import { ApplicantsPage } from "./applicants-page.tsx";
import { EnterpriseLivestreamsPage } from "./livestreams-page.tsx";

const audience = "enterprise" as const;
const PAGE = 10;

/** The applications that came by a livestream, as its figures count them. */
async function applicantsPage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const { id: enterpriseId } = enterpriseOf(c);
  const cursor = cursorOf(c);
  const livestream = await getLivestream(ctx, { id: pathId(c) });
  const [{ management }, { items, nextCursor }, names] = await Promise.all([
    getEnterprise(ctx, enterpriseId),
    listReceived(ctx, { enterpriseId, livestreamId: livestream.id, cursor, limit: PAGE }),
    namesFor(ctx),
  ]);
  const data = {
    livestream,
    items,
    names,
    suspended: management?.status === "suspended",
    next: nextCursor,
  };
  return page(c, { title: ENTERPRISE_LIVESTREAMS.applicants, audience }, (shell) => (
    <ApplicantsPage shell={shell} data={data} />
  ));
}

/** The page of an enterprise about livestreams. */
async function livestreamsPage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const { id: enterpriseId } = enterpriseOf(c);
  const cursor = cursorOf(c);
  const [shown, questions] = await Promise.all([
    listLivestreams(ctx, { which: "shown", enterpriseId, cursor, limit: PAGE }),
    questionsToAnswer(ctx, { enterpriseId, cursor: c.req.query("questions"), limit: PAGE }),
  ]);
  const livestreamIds = shown.items.map(({ id }) => id);
  const data = {
    enterpriseId,
    path: `/enterprise/livestreams?enterprise=${enterpriseId}`,
    livestreams: shown.items,
    figures: await figuresOfEnterprise(ctx, { enterpriseId, livestreamIds }),
    questions: questions.items,
    next: shown.nextCursor,
    nextQuestions: questions.nextCursor,
    first: !cursor,
  };
  return page(c, { title: ENTERPRISE_LIVESTREAMS.title, audience }, (shell) => (
    <EnterpriseLivestreamsPage shell={shell} data={data} />
  ));
}

/** Pages of an enterprise about livestreams. */
export const enterpriseLivestreamPages = new Pages()
  .get("/enterprise/livestreams", MEMBER, livestreamsPage)
  .get("/enterprise/livestreams/:id/applications", LIVESTREAM_MEMBER, applicantsPage);
