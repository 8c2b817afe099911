import type { Context } from "hono";
import { findMine, outcomesOf, reachableHours } from "../../../../applications/index.ts";
import { divisionNames } from "../../../../cities/index.ts";
import { answersOfPosting, clipsOfPosting } from "../../../../livestreams/index.ts";
import { type Env, toAppError } from "../../../../platform/http/index.ts";
import { getPosting, type PostingCard } from "../../../../postings/index.ts";
import { namesFor } from "../../../code-names.ts";
import { pathId } from "../../../forms.ts";
import { jobPosting } from "../../../head/structured-data.ts";
import { linkedVia, viaOf } from "../../../links/channel-cookie.ts";
import { originOf, page } from "../../../page.tsx";
import { formatPayInFull } from "../../../text/format.ts";
import { POSTING } from "../../../text/public/pages.ts";
import { playable } from "../../livestreams/replay/playable.ts";
import { GonePage } from "../gone-page.tsx";
import { missingPosting } from "../missing-posting-page.tsx";
import { PostingPage } from "./posting-page.tsx";
import { wayTo } from "./way-to.ts";

const ANSWERS_MAX = 50;
const CLIPS_MAX = 5;

/** Finds postings like one, the most similar first. */
export type Similar = (
  c: Context<Env>,
  to: { id: string; city: string | null; occupation: string | null },
) => Promise<PostingCard[]>;

async function livePosting(c: Context<Env>, id: string, similar: Similar): Promise<Response> {
  const ctx = c.get("ctx");
  const [names, posting, divisions] = await Promise.all([
    namesFor(ctx),
    getPosting(ctx, id),
    divisionNames(ctx),
  ]);
  const mine = ctx.actor.kind === "account" ? await findMine(ctx, id) : null;
  const { home, byPhone } = await wayTo(ctx, posting.homeCity);
  const [near, answers, all, outcomes, reachable] = await Promise.all([
    similar(c, posting),
    answersOfPosting(ctx, { postingId: id, limit: ANSWERS_MAX }),
    clipsOfPosting(ctx, { postingId: id, limit: CLIPS_MAX }),
    // The home of a copy alone knows all applications.
    home ? null : outcomesOf(ctx, id),
    posting.contact ? reachableHours(ctx, posting.employer.id) : [],
  ]);
  const clips = playable(c, all);
  const fromFair = c.req.query("channel") === "fair";
  const structured = jobPosting(posting, names, {
    address: new URL(c.req.path, originOf(c)).href,
    direct: !byPhone,
  });
  const title = `${posting.title} · ${posting.employer.name}`;
  const description = POSTING.about(title, formatPayInFull(posting.pay), posting.placeText);
  return page(c, { title, description, structured }, (shell) => (
    <PostingPage
      shell={shell}
      data={{
        posting,
        names,
        divisions,
        mine,
        outcomes,
        reachable,
        similar: near,
        via: linkedVia(c) ?? viaOf(c),
        linked: linkedVia(c) ?? null,
        fromFair,
        home,
        byPhone,
        now: ctx.clock.now(),
        answers,
        clips,
      }}
    />
  ));
}

/** Shows a posting; what it was and similar ones if it is over; else the answer for a missing posting. */
export async function showPosting(c: Context<Env>, similar: Similar): Promise<Response> {
  const ctx = c.get("ctx");
  const id = pathId(c);
  try {
    return await livePosting(c, id, similar);
  } catch (thrown) {
    const error = toAppError(thrown);
    const { facts } = error.detail;
    if (error.code === "NOT_FOUND") return missingPosting(c);
    if ((error.code !== "POSTING_EXPIRED" && error.code !== "GONE") || !facts) throw thrown;
    const kind = error.code === "GONE" ? "gone" : "expired";
    const { city = null, occupation = null } = facts as { city?: string | null; occupation?: string | null };
    const alternatives = await similar(c, { id, city, occupation });
    const names = await namesFor(ctx);
    const data = {
      kind,
      title: String(facts.title),
      employer: String(facts.employer),
      alternatives,
    } as const;
    const title = kind === "gone" ? POSTING.goneTitle : POSTING.expiredTitle;
    return page(c, { title, status: 410 }, (shell) => (
      <GonePage shell={shell} data={{ ...data, names, now: ctx.clock.now() }} />
    ));
  }
}
