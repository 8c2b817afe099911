import { listRegistrations, RecommendationInput, recommendRegistration } from "../../../../../fairs/index.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { cursorOf, fieldText, parse, readForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { OFFICER, onRecord } from "../../../../policies.ts";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { decideAndReturn, decisionOn, noticeOf } from "./decision.ts";
import { RecommendationsPage } from "./recommendations-page.tsx";

const REGISTRATION = onRecord(OFFICER, "fairRegistration", "city");
const audience = "union" as const;
const PAGE = 20;
const RECOMMENDATIONS_PATH = "/union/fairs/recommendations";

/** Pages on which the home union recommends enterprises to the host, or returns their registrations. */
export const recommendationPages = new Pages()
  .get("/union/fairs/recommendations", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const cursor = cursorOf(c);
    const [{ items, nextCursor }, names, done] = await Promise.all([
      listRegistrations(ctx, { as: "home", status: "submitted", cursor, limit: PAGE }),
      namesFor(ctx),
      noticeOf(c),
    ]);
    const data = { items, names, done, next: nextCursor, cursor: cursor ?? null };
    return page(c, { title: RECOMMENDATIONS.recommendTitle, audience }, (shell) => (
      <RecommendationsPage shell={shell} data={data} />
    ));
  })
  .post("/union/fairs/registrations/:id/recommend", REGISTRATION, async (c) => {
    const fields = await readForm(c);
    return decideAndReturn(
      c,
      { list: RECOMMENDATIONS_PATH, fields },
      () => recommendRegistration(c.get("ctx"), { ...decisionOn(c, fields), decision: "recommend" }),
      "recommended",
    );
  })
  .post("/union/fairs/registrations/:id/return", REGISTRATION, async (c) => {
    const fields = await readForm(c);
    const input = parse(RecommendationInput, { decision: "return", reason: fieldText(fields, "reason") });
    return decideAndReturn(
      c,
      { list: RECOMMENDATIONS_PATH, fields },
      () => recommendRegistration(c.get("ctx"), { ...input, ...decisionOn(c, fields) }),
      "returned",
    );
  });
