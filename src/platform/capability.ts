import { feedLag } from "./changes/index.ts";
import { PLATFORM_CODES } from "./core/codes.ts";
import { housekeepingTask } from "./housekeeping/tasks.ts";
import { closeHubs } from "./live/index.ts";
import type { Capability } from "./program/index.ts";
import { daily, taskLag } from "./tasks/index.ts";

/** The platform's own part of the program, described like a capability. */
export const platform = {
  name: "platform",
  routes: () => [] as const,
  tasks: [housekeepingTask],
  recurring: [daily(housekeepingTask)],
  codes: PLATFORM_CODES,
  readiness: [
    { name: "feed", check: async ({ db }) => ({ ...(await feedLag(db)) }) },
    { name: "tasks", check: async ({ db }) => ({ ...(await taskLag(db)) }) },
  ],
  stopping: closeHubs,
} as const satisfies Capability;
