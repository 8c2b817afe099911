import {
  type Declared,
  type NoticeDeclarations,
  type NoticeSource,
  noticeMaker,
  TitleParams,
} from "../notifications/index.ts";

/** Notices of appointments: to the person, and to whoever appoints or ends. `title` is the place's name. */
const kinds = {
  staffInvited: { to: ["account"], subject: "invitation", channels: ["mail", "sms"], params: TitleParams },
  staffAccepted: { to: ["account"], subject: "staff", channels: [], params: TitleParams },
  staffDeclined: { to: ["account"], subject: "staff", channels: [], params: TitleParams },
  staffAppointed: { to: ["account"], subject: "staff", channels: [], params: TitleParams },
  staffEnded: { to: ["account"], subject: "staff", channels: ["mail"], params: TitleParams },
  staffEndedBy: { to: ["account"], subject: "staff", channels: [], params: TitleParams },
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

export const makeNotice = noticeMaker(kinds);
export const staffNotices: NoticeSource = { kinds };
