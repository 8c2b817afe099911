import { z } from "zod";
import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  type NoticeSource,
  type NoticesOf,
  noticeMaker,
  TitleParams,
} from "../notifications/index.ts";
import type { Change } from "../platform/changes/index.ts";
import { VIOLATION_RULES } from "./review/violations/rules.ts";
import { postingTitles } from "./store/titles.ts";

const about = { to: ["enterprise"], subject: "posting", channels: [], params: TitleParams } as const;
const Decided = TitleParams.extend({ note: z.string() });
/** Says whether the returned posting is shown, and if not, why. Notices of earlier releases lack it. */
const Returning = { shown: z.enum(["live", "suspended", "expired"]) };
export type Shown = z.infer<typeof Returning.shown>;
const kinds = {
  postingReturned: about,
  postingPublished: about,
  postingClosedForCause: {
    ...about,
    channels: ["mail"],
    params: TitleParams.extend({ rule: z.enum(VIOLATION_RULES), sentence: z.string() }),
  },
  appliedPostingClosed: { to: ["account"], subject: "application", channels: ["mail"], params: TitleParams },
  appliedPostingReturned: {
    to: ["account"],
    subject: "application",
    channels: ["mail"],
    params: TitleParams.extend(Returning),
  },
  postingObjected: { ...about, to: ["account"], subject: "objection" },
  objectionUpheld: { ...about, channels: ["mail"], params: Decided },
  objectionReturned: { ...about, channels: ["mail"], params: Decided.extend(Returning) },
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

export const makeNotice = noticeMaker(kinds);

const Published = z.object({ employer: z.object({ id: z.string() }), publishedAt: z.string() });
const Returned = z.object({ action: z.literal("return"), enterpriseId: z.string() });

function noticesOf({ id, rev, payload }: Change, title: string): NewNotice[] {
  const facts = { subjectId: id, params: { title } };
  const published = Published.safeParse(payload).data;
  if (published) {
    // A confirmation emits the public view too, with the same `publishedAt`. Only a new publication causes
    // another notice.
    const cause = `posting:${id}:published:${published.publishedAt}`;
    return [makeNotice("postingPublished", { ...facts, enterprise: published.employer.id, cause })];
  }
  const returned = Returned.safeParse(payload).data;
  if (!returned) return [];
  const cause = `posting:${id}:${rev}`;
  return [makeNotice("postingReturned", { ...facts, enterprise: returned.enterpriseId, cause })];
}

const fromPostings: NoticesOf = async (tx, changes) => {
  const news = changes.filter(({ op }) => op === "put");
  const titles = await postingTitles(
    tx,
    news.map(({ id }) => id),
  );
  return news.flatMap((change) => noticesOf(change, titles.get(change.id) ?? ""));
};

export const postingNotices: NoticeSource = { kinds, from: { posting: fromPostings } };
