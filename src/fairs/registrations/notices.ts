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

/** Notices by the status that a step led to. */
const OF_STATUS: Readonly<Record<string, Kind>> = {
  returned: "fairReturned",
  approved: "fairPlaced",
  waitlisted: "fairWaiting",
  offered: "fairOffered",
  refused: "fairRefused",
};
/** Notices of steps that upkeep took. */
const OF_ACTION: Readonly<Record<string, Kind>> = { lapse: "fairOfferLapsed", suspend: "fairSuspended" };
/** Steps of the enterprise itself need no notice. */
const OWN = new Set(["edit", "answer"]);

const kindOf = ({ action, status }: z.infer<typeof Step>): Kind | undefined =>
  OWN.has(action) ? undefined : (OF_ACTION[action] ?? OF_STATUS[status]);

/** Notifies an enterprise of a step of its registration. */
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
