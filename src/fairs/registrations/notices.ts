import { z } from "zod";
import {
  type Declared,
  type NoticeDeclarations,
  type NoticesOf,
  noticeMaker,
  TitleParams,
} from "../../notifications/index.ts";
import { fairTitles } from "../fair/index.ts";

const about = { to: ["enterprise"], subject: "fairRegistration", params: TitleParams } as const;

export const REGISTRATION_NOTICES = {
  fairReturned: { ...about, channels: ["mail"] },
  fairPlaced: { ...about, channels: ["mail"] },
  fairWaiting: { ...about, channels: [] },
  fairOffered: { ...about, channels: ["mail", "sms"] },
  fairOfferLapsed: { ...about, channels: [] },
  fairRefused: { ...about, channels: ["mail"] },
  fairSuspended: { ...about, channels: ["mail", "sms"] },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof REGISTRATION_NOTICES> {}
}

const makeNotice = noticeMaker(REGISTRATION_NOTICES);
type Kind = keyof typeof REGISTRATION_NOTICES;

const Step = z.object({
  action: z.string(),
  status: z.string(),
  fairId: z.string(),
  enterpriseId: z.string(),
});

/** Kind of notice by the status after a step. */
const OF_STATUS: Readonly<Record<string, Kind>> = {
  returned: "fairReturned",
  approved: "fairPlaced",
  waitlisted: "fairWaiting",
  offered: "fairOffered",
  refused: "fairRefused",
};
/** Kind of notice by action, for steps of the upkeep. It takes precedence over the kind by status. */
const OF_ACTION: Readonly<Record<string, Kind>> = { lapse: "fairOfferLapsed", suspend: "fairSuspended" };
/** Actions without a notice, because the enterprise or its union took them. */
const OWN = new Set(["edit", "answer"]);

const kindOf = ({ action, status }: z.infer<typeof Step>): Kind | undefined =>
  OWN.has(action) ? undefined : (OF_ACTION[action] ?? OF_STATUS[status]);

/** Returns notices to enterprises about changes of their registrations. */
export const fromRegistrations: NoticesOf = async (tx, changes) => {
  const news = changes.flatMap(({ id, rev, payload }) => {
    const { data } = Step.safeParse(payload);
    const kind = data && kindOf(data);
    return kind ? [{ id, rev, kind, ...data }] : [];
  });
  const titles = await fairTitles(
    tx,
    news.map(({ fairId }) => fairId),
  );
  return news.map(({ id, rev, kind, fairId, enterpriseId }) =>
    makeNotice(kind, {
      enterprise: enterpriseId,
      subjectId: id,
      params: { title: titles.get(fairId) ?? "" },
      cause: `fairRegistration:${id}:${rev}`,
    }),
  );
};
