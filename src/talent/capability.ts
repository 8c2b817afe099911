import type { Capability } from "../platform/program/index.ts";
import { talentNotices } from "./notices.ts";
import { ownTalentRoutes } from "./own/routes.ts";
import { talentRoutes } from "./routes.ts";

const records = ["talentCard", "talentInvitation"] as const;
const codes = { TALENT_INVITATION_LIMIT: 409 } as const;
const navigation = [
  { area: "enterprise", key: "enterprise.talent", path: "/enterprise/talent", order: 25 },
  { area: "union", key: "union.talent", path: "/union/talent", order: 45, roles: ["officer"] },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const talent = {
  name: "talent",
  routes: () => [ownTalentRoutes, talentRoutes] as const,
  records,
  codes,
  navigation,
  notices: talentNotices,
} as const satisfies Capability;
