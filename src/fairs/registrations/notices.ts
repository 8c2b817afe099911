import { z } from "zod";
import {
  type Declared,
  type NoticeDeclarations,
  type NoticesOf,
  noticeMaker,
  TitleParams,
} from "../../notifications/index.ts";
import { fairTitles } from "../fair/index.ts";
import { WAITS_FOR } from "./schema.ts";
import { namesOfCities } from "./store/registration-views.ts";

const about = { to: ["enterprise"], subject: "fairRegistration", params: TitleParams } as const;

export const REGISTRATION_NOTICES = {
  fairReturned: { ...about, channels: ["mail"] },
  fairPlaced: { ...about, channels: ["mail"] },
  fairWaiting: { ...about, channels: [] },
  fairWaitingQuota: { ...about, channels: [], params: TitleParams.extend({ city: z.string() }) },
  fairOffered: { ...about, channels: ["mail", "sms"] },
  fairOfferLapsed: { ...about, channels: [] },
  fairClosed: { ...about, channels: ["mail"] },
  fairRefused: { ...about, channels: ["mail"] },
  fairSuspended: { ...about, channels: ["mail", "sms"] },
  fairUndelivered: { ...about, channels: ["mail"] },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof REGISTRATION_NOTICES> {}
}

const makeNotice = noticeMaker(REGISTRATION_NOTICES);
type Kind = Exclude<keyof typeof REGISTRATION_NOTICES, "fairWaitingQuota">;

const Step = z.object({
  action: z.string(),
  status: z.string(),
  fairId: z.string(),
  enterpriseId: z.string(),
  endorsingCity: z.string(),
  waitsFor: z.enum(WAITS_FOR).optional(),
});

/** Kind of notice by the status after a step. */
const OF_STATUS: Readonly<Record<string, Kind>> = {
  returned: "fairReturned",
  approved: "fairPlaced",
  waitlisted: "fairWaiting",
  offered: "fairOffered",
  refused: "fairRefused",
  closed: "fairClosed",
};
/** Kind of notice by action, for steps of the upkeep. It takes precedence over the kind by status. */
const OF_ACTION: Readonly<Record<string, Kind>> = {
  lapse: "fairOfferLapsed",
  suspend: "fairSuspended",
  undelivered: "fairUndelivered",
};
/**
 * Actions without a notice: the enterprise or its union took them, the fair's home confirms them, or a notice
 * of the cancelled fair or of the suspension goes out.
 */
const SILENT = new Set(["edit", "answer", "confirm", "callOff", "hide", "show", "meets"]);

const kindOf = ({ action, status }: z.infer<typeof Step>): Kind | undefined =>
  SILENT.has(action) ? undefined : (OF_ACTION[action] ?? OF_STATUS[status]);

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
  const cities = await namesOfCities(
    tx,
    news.flatMap(({ waitsFor, endorsingCity }) => (waitsFor === "QUOTA" ? endorsingCity : [])),
  );
  return news.map(({ id, rev, kind, fairId, enterpriseId, endorsingCity }) => {
    const title = titles.get(fairId) ?? "";
    const facts = { enterprise: enterpriseId, subjectId: id, cause: `fairRegistration:${id}:${rev}` };
    const city = cities.get(endorsingCity);
    return kind === "fairWaiting" && city
      ? makeNotice("fairWaitingQuota", { ...facts, params: { title, city } })
      : makeNotice(kind, { ...facts, params: { title } });
  });
};
