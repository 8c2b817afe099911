import type { Context } from "hono";
import { federationOf } from "../../../../../cities/index.ts";
import { homeNodeOf } from "../../../../../federation/index.ts";
import { originalRowOf } from "../../../../../imports/index.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { getManagedPosting, getPosting, publishReposts, RepostInput } from "../../../../../postings/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { fieldText, parse, pathId, readForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { OFFICER, onRecord } from "../../../../policies.ts";
import type { PostingEditor } from "../../../editor/routes.tsx";
import { doneOf } from "../../queue/done.ts";
import { ForeignPostingPage } from "./foreign-posting-page.tsx";
import { OfficerSection } from "./officer-section.tsx";

/** What a posting's page shows to officers: to those of its city the decision, to others who decides. */
export const officers: NonNullable<PostingEditor["officers"]> = {
  policy: onRecord(OFFICER, "posting", "readers"),
  async elsewhere(c, id) {
    const ctx = c.get("ctx");
    const posting = await getPosting(ctx, id);
    const [union, home] = await Promise.all([
      federationOf(ctx, posting.homeCity),
      homeNodeOf(ctx, posting.homeCity),
    ]);
    return page(c, { title: posting.title, audience: "union" }, () => (
      <ForeignPostingPage posting={posting} union={union ?? ""} url={home?.url ?? null} />
    ));
  },
  async above(c, posting) {
    const ctx = c.get("ctx");
    const [row, names, done] = await Promise.all([
      originalRowOf(ctx, posting.id),
      namesFor(ctx),
      doneOf(ctx, c.req.query()),
    ]);
    return (shell) => <OfficerSection shell={shell} data={{ posting, row, names, done }} />;
  },
};

/** Publishes one imported draft as a repost, and returns to its page. */
async function repost(c: Context<Env>): Promise<Response> {
  const { id } = await getManagedPosting(c.get("ctx"), pathId(c));
  const fields = await readForm(c);
  const given = ["sourceName", "validThrough"].flatMap((name) => {
    const text = fieldText(fields, name);
    return text ? [[name, text] as const] : [];
  });
  const input = parse(RepostInput, { ids: [id], ...Object.fromEntries(given) });
  const { done, skipped } = await publishReposts(c.get("ctx"), input);
  const query = new URLSearchParams(
    done > 0 ? { done: "reposted", posting: id } : { done: "notReposted", left: `${id}.${skipped[0]?.code}` },
  );
  return c.redirect(`/union/postings/${id}?${query}#here`, 303);
}

/** Acts on one posting that only its officers have. */
export const officerPages = new Pages().post(
  "/union/postings/:id/repost",
  onRecord(OFFICER, "posting", "city"),
  repost,
);
