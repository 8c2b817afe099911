import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import { postingNotices } from "./notices.ts";
import { readAgainTask } from "./reading/wording/again/task.ts";
import { postingRoutes } from "./routes.ts";

const records = ["posting"] as const;
const codes = {
  GONE: 410,
  POSTING_STATE: 409,
  OBJECTION_STATE: 409,
  COMPLAINT_STATE: 409,
  COMPLAINT_ELSEWHERE: 409,
  POSTING_INCOMPLETE: 422,
  POSTING_WORDING: 422,
  POSTING_EXPIRED: 410,
  POSTING_UNCLAIMED: 409,
  UNDO_TOO_LATE: 409,
} as const;
const navigation = [
  { area: "public", key: "public.postings", path: "/postings", order: 10 },
  { area: "enterprise", key: "enterprise.postings", path: "/enterprise/postings", order: 10 },
  { area: "union", key: "union.queue", path: "/union", order: 10, roles: ["officer"] },
  { area: "union", key: "union.postings", path: "/union/postings", order: 20, roles: ["officer"] },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const postings = {
  name: "postings",
  routes: () => [postingRoutes] as const,
  records,
  codes,
  navigation,
  notices: postingNotices,
  tasks: [readAgainTask],
  recurring: [every(10 * 60_000, readAgainTask)],
} as const satisfies Capability;
