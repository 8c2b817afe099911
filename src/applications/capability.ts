import type { Capability } from "../platform/program/index.ts";
import { applicationRetention } from "./calls/store.ts";
import { applicationNotices } from "./notices.ts";
import { applicationRoutes } from "./routes.ts";

const records = ["application"] as const;
const codes = {
  APPLICATION_STATE: 409,
  APPLY_ELSEWHERE: 409,
  CONSENT_ENDED: 409,
  INVITATION_OVER: 409,
  INVITATION_UNANSWERED: 409,
} as const;
const navigation = [
  { area: "enterprise", key: "enterprise.applications", path: "/enterprise/applications", order: 20 },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const applications = {
  name: "applications",
  routes: () => [applicationRoutes] as const,
  records,
  codes,
  navigation,
  notices: applicationNotices,
  retention: applicationRetention,
} as const satisfies Capability;
