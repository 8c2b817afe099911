import { runHousekeeping } from "./housekeeping/index.ts";
import { housekeepingTask } from "./housekeeping/tasks.ts";
import type { Background } from "./program/index.ts";
import { handleTask } from "./tasks/index.ts";

export const platformWork = {
  capability: "platform",
  tasks: [
    handleTask(housekeepingTask, { external: true, run: async (ctx) => void (await runHousekeeping(ctx)) }),
  ],
} as const satisfies Background;
