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
import { postingTitles } from "../postings/index.ts";

/** Properties that all notices about applications share. The text names the posting's title. */
const about = { subject: "application", params: TitleParams } as const;

/** An invitation also goes out by text message, because it names a time to come. */
const kinds = {
  applicationReceived: { ...about, to: ["enterprise"], channels: ["mail"] },
  applicationWithdrawn: { ...about, to: ["enterprise"], channels: [] },
  applicationInvited: { ...about, to: ["account"], channels: ["mail", "sms"] },
  applicationDeclined: { ...about, to: ["account"], channels: ["mail"] },
  applicationUndelivered: { ...about, to: ["account"], channels: ["mail"] },
  invitationAccepted: { ...about, to: ["enterprise"], channels: [] },
  invitationTimes: { ...about, to: ["enterprise"], channels: ["mail"] },
  invitationRefused: { ...about, to: ["enterprise"], channels: ["mail"] },
  startDenied: { ...about, to: ["enterprise"], channels: ["mail"] },
  startRecorded: { ...about, to: ["account"], channels: ["mail"] },
  startConfirmed: { ...about, to: ["enterprise"], channels: [] },
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

const makeNotice = noticeMaker(kinds);

const TO_ENTERPRISE = {
  send: "applicationReceived",
  withdraw: "applicationWithdrawn",
  confirm: "startConfirmed",
  come: "invitationAccepted",
  otherTimes: "invitationTimes",
  notCome: "invitationRefused",
  denyStart: "startDenied",
} as const;
const TO_ACCOUNT = {
  invite: "applicationInvited",
  decline: "applicationDeclined",
  start: "startRecorded",
  undelivered: "applicationUndelivered",
} as const;

const Step = z.object({
  step: z.string(),
  accountId: z.string(),
  enterpriseId: z.string(),
  postingId: z.string(),
  /** The side that reads its notices at another node. */
  away: z.enum(["employer", "person"]).optional(),
});
const isKey = <T extends object>(key: PropertyKey, of: T): key is keyof T => Object.hasOwn(of, key);

function noticesOf(
  change: Change,
  { step, accountId, enterpriseId, away }: z.infer<typeof Step>,
  title: string,
): NewNotice[] {
  const cause = `application:${change.id}:${change.rev}`;
  const facts = { subjectId: change.id, params: { title }, cause };
  if (isKey(step, TO_ENTERPRISE))
    return away === "employer"
      ? []
      : [makeNotice(TO_ENTERPRISE[step], { ...facts, enterprise: enterpriseId })];
  return isKey(step, TO_ACCOUNT) && away !== "person"
    ? [makeNotice(TO_ACCOUNT[step], { ...facts, account: accountId })]
    : [];
}

/** Returns the notices about changes of applications. Each step of one side notifies the other side. */
const fromApplications: NoticesOf = async (tx, changes) => {
  const steps = changes.flatMap((change) => {
    const { data } = Step.safeParse(change.payload);
    return data ? [{ change, data }] : [];
  });
  const titles = await postingTitles(
    tx,
    steps.map(({ data }) => data.postingId),
  );
  return steps.flatMap(({ change, data }) => noticesOf(change, data, titles.get(data.postingId) ?? ""));
};

export const applicationNotices: NoticeSource = { kinds, from: { application: fromApplications } };
