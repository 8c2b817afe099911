import type { Capability } from "../platform/program/index.ts";
import { staffNotices } from "./notices.ts";
import { staffRoutes } from "./routes.ts";

const records = ["invitation", "role"] as const;
const codes = {
  ALREADY_STAFF: 409,
  INVITATION_OPEN: 409,
  INVITATION_ENDED: 409,
  LAST_ADMINISTRATOR: 409,
  LAST_MEMBER: 409,
} as const;
const navigation = [
  { area: "enterprise", key: "enterprise.staff", path: "/enterprise/staff", order: 50 },
  {
    area: "union",
    key: "union.staff",
    path: "/union/staff",
    order: 60,
    roles: ["officer", "administrator"],
  },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const staff = {
  name: "staff",
  routes: () => [staffRoutes] as const,
  records,
  codes,
  navigation,
  notices: staffNotices,
  secretAnswers: ["/api/v1/staff/invitations", "/api/v1/me/invitations"],
} as const satisfies Capability;
