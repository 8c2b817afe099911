import type { Capability } from "../platform/program/index.ts";
import { enterpriseNotices } from "./notices.ts";
import { enterpriseRoutes } from "./routes.ts";

const records = ["enterprise", "claim"] as const;
const codes = { ENTERPRISE_STATE: 409, ENTERPRISE_EXISTS: 409, CLAIM_STATE: 409 } as const;
const navigation = [
  { area: "enterprise", key: "enterprise.profile", path: "/enterprise/profile", order: 40 },
  { area: "union", key: "union.enterprises", path: "/union/enterprises", order: 40, roles: ["officer"] },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const enterprises = {
  name: "enterprises",
  routes: () => [enterpriseRoutes] as const,
  records,
  codes,
  navigation,
  notices: enterpriseNotices,
} as const satisfies Capability;
