import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import { talentNotices } from "./notices.ts";
import { ownTalentRoutes } from "./own/routes.ts";
import { talentRoutes } from "./routes.ts";
import { talentUpkeepTask } from "./upkeep/tasks.ts";

const records = ["talentCard", "talentInvitation"] as const;
const codes = { TALENT_INVITATION_LIMIT: 409, TALENT_BLOCK_LIMIT: 409 } as const;
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
  tasks: [talentUpkeepTask],
  recurring: [every(60_000, talentUpkeepTask)],
  notices: talentNotices,
} as const satisfies Capability;
