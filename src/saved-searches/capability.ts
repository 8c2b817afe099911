import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import { savedSearchNotices } from "./notices.ts";
import { savedSearchRoutes } from "./routes.ts";
import { retention as savedSearchRetention } from "./store.ts";
import { findNewMatchesTask } from "./tasks.ts";

const records = ["savedSearch"] as const;
const codes = { SAVED_SEARCH_LIMIT: 409 } as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
}

export const savedSearches = {
  name: "saved-searches",
  routes: () => [savedSearchRoutes] as const,
  tasks: [findNewMatchesTask],
  recurring: [every(10 * 60_000, findNewMatchesTask)],
  records,
  codes,
  notices: savedSearchNotices,
  retention: savedSearchRetention,
} as const satisfies Capability;
