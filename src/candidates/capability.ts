import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import { candidateRoutes } from "./routes.ts";
import { cardUpkeepTask } from "./tasks.ts";

const records = ["profile", "consent"] as const;
const codes = { PROFILE_REQUIRED: 422 } as const;
const navigation = [{ area: "public", key: "public.me", path: "/me", order: 40 }] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const candidates = {
  name: "candidates",
  routes: () => [candidateRoutes] as const,
  records,
  codes,
  navigation,
  tasks: [cardUpkeepTask],
  recurring: [every(60_000, cardUpkeepTask)],
  sealed: [{ table: "received_card", key: ["consent_id"], sealed: "phone_sealed" }],
} as const satisfies Capability;
