import {
  type Declared,
  type NoticeDeclarations,
  type NoticeSource,
  noticeMaker,
  TitleParams,
} from "../notifications/index.ts";
import { StaffPlace } from "./schema.ts";

/** Parameters of a notice about a role: the place, and its name as `title`. Older notices lack `place`. */
const PlaceParams = TitleParams.extend({ place: StaffPlace });

/**
 * Notices of appointments: to the person, and to whoever appoints or ends. `staff` leads to the people of the
 * place, `appointment` to its desk.
 */
const kinds = {
  staffInvited: { to: ["account"], subject: "invitation", channels: ["mail", "sms"], params: TitleParams },
  staffAccepted: { to: ["account"], subject: "staff", channels: [], params: PlaceParams },
  staffDeclined: { to: ["account"], subject: "staff", channels: [], params: PlaceParams },
  staffAppointed: { to: ["account"], subject: "appointment", channels: [], params: PlaceParams },
  staffEnded: { to: ["account"], subject: "endedRole", channels: ["mail"], params: TitleParams },
  staffEndedBy: { to: ["account"], subject: "staff", channels: [], params: PlaceParams },
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

export const makeNotice = noticeMaker(kinds);
export const staffNotices: NoticeSource = { kinds };
