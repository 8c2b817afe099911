import type { NoticeSource } from "../notifications/index.ts";
import { BOOTH_DESK_NOTICES } from "./booth-desk/notices.ts";
import { FAIR_NOTICES, fromFairs } from "./fair/notices.ts";
import { INTERVIEW_NOTICES } from "./interviews/notices.ts";
import { fromRegistrations, REGISTRATION_NOTICES } from "./registrations/notices.ts";
import { TICKET_NOTICES } from "./tickets/notices.ts";

/** The notices of all parts. */
export const fairsNotices: NoticeSource = {
  kinds: {
    ...FAIR_NOTICES,
    ...REGISTRATION_NOTICES,
    ...TICKET_NOTICES,
    ...INTERVIEW_NOTICES,
    ...BOOTH_DESK_NOTICES,
  },
  from: { fair: fromFairs, fairRegistration: fromRegistrations },
};
