import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import { endBoards } from "./board/hub.ts";
import { boothDeskRoutes } from "./booth-desk/routes.ts";
import { fairCheckInRoutes } from "./check-in/routes.ts";
import { fairFaceRoutes } from "./exhibitors/routes.ts";
import { fairRoutes } from "./fair/routes.ts";
import { interviewRoutes } from "./interviews/routes.ts";
import { fairsNotices } from "./notices.ts";
import { fairRegistrationRoutes } from "./registrations/routes.ts";
import { fairReportRoutes } from "./reports/routes.ts";
import { fairTicketRoutes } from "./tickets/routes.ts";
import { fairUpkeepTask } from "./upkeep.ts";

const records = ["fair", "fairRegistration", "fairTicket", "followUp"] as const;
const codes = {
  FAIR_STATE: 409,
  FAIR_INCOMPLETE: 422,
  FAIR_REGISTRATION_CLOSED: 409,
  FAIR_REGISTRATION_STATE: 409,
  FAIR_OFFER_ENDED: 409,
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
  { area: "union", key: "union.fairs", path: "/union/fairs", order: 50, also: "/union/tickets" },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const fairs = {
  name: "fairs",
  routes: () =>
    [
      fairRoutes,
      fairRegistrationRoutes,
      fairReportRoutes,
      fairTicketRoutes,
      fairCheckInRoutes,
      boothDeskRoutes,
      interviewRoutes,
      fairFaceRoutes,
    ] as const,
  tasks: [fairUpkeepTask],
  recurring: [every(60_000, fairUpkeepTask)],
  records,
  codes,
  navigation,
  stopping: endBoards,
  notices: fairsNotices,
} as const satisfies Capability;
