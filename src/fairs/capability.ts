import type { NoticeSource } from "../notifications/index.ts";
import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import { fairBoardRoutes } from "./board/index.ts";
import { BOOTH_DESK_NOTICES, boothDeskRoutes } from "./booth-desk/index.ts";
import { fairChannelRoutes } from "./channels/index.ts";
import { fairCheckInRoutes } from "./check-in/index.ts";
import { fairExhibitorRoutes } from "./exhibitors/index.ts";
import { FAIR_NOTICES, fairRoutes, fromFairs } from "./fair/index.ts";
import { INTERVIEW_NOTICES, interviewRoutes, refusedAskRoutes } from "./interviews/index.ts";
import { fairPlacementRoutes } from "./placement/index.ts";
import {
  fairInvitationRoutes,
  fairRegistrationRoutes,
  fromRegistrations,
  REGISTRATION_NOTICES,
} from "./registrations/index.ts";
import { fairReportRoutes } from "./reports/index.ts";
import { fairTicketRoutes, TICKET_NOTICES } from "./tickets/index.ts";
import { fairUpkeepTask } from "./upkeep.ts";

const records = ["fair", "fairRegistration", "fairTicket", "followUp"] as const;
const codes = {
  FAIR_STATE: 409,
  FAIR_UNCONFIRMED: 409,
  FAIR_INCOMPLETE: 422,
  FAIR_REGISTRATION_CLOSED: 409,
  FAIR_REGISTRATION_STATE: 409,
  FAIR_OFFER_ENDED: 409,
  FAIR_ELSEWHERE: 409,
  BOOTH_TAKEN: 409,
  TICKETS_CLOSED: 409,
  TICKET_STATE: 409,
  TICKET_NONE: 409,
  TICKET_REQUIRED: 409,
  QUEUE_STATE: 409,
} as const;
const navigation = [
  { area: "public", key: "public.fairs", path: "/fairs", order: 20 },
  { area: "enterprise", key: "enterprise.fairs", path: "/enterprise/fairs", order: 30 },
  {
    area: "union",
    key: "union.fairs",
    path: "/union/fairs",
    order: 50,
    also: "/union/tickets",
    roles: ["officer"],
  },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

const notices: NoticeSource = {
  kinds: {
    ...FAIR_NOTICES,
    ...REGISTRATION_NOTICES,
    ...TICKET_NOTICES,
    ...INTERVIEW_NOTICES,
    ...BOOTH_DESK_NOTICES,
  },
  from: { fair: fromFairs, fairRegistration: fromRegistrations },
};

export const fairs = {
  name: "fairs",
  routes: () =>
    [
      fairRoutes,
      fairInvitationRoutes,
      fairRegistrationRoutes,
      fairPlacementRoutes,
      fairReportRoutes,
      fairTicketRoutes,
      fairCheckInRoutes,
      boothDeskRoutes,
      interviewRoutes,
      refusedAskRoutes,
      fairExhibitorRoutes,
      fairBoardRoutes,
      fairChannelRoutes,
    ] as const,
  tasks: [fairUpkeepTask],
  recurring: [every(60_000, fairUpkeepTask)],
  records,
  codes,
  navigation,
  notices,
} as const satisfies Capability;
