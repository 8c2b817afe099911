import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { findNewMatches } from "./find-new-matches.ts";
import { findNewMatchesTask } from "./tasks.ts";

export const savedSearchesWork = {
  capability: "saved-searches",
  tasks: [
    handleTask(findNewMatchesTask, { external: true, run: async (ctx) => void (await findNewMatches(ctx)) }),
  ],
} as const satisfies Background;
