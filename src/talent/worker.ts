import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { lookAfterCards } from "./upkeep/look-after-cards.ts";
import { talentUpkeepTask } from "./upkeep/tasks.ts";

export const talentWork = {
  capability: "talent",
  tasks: [
    handleTask(talentUpkeepTask, { external: true, run: async (ctx) => void (await lookAfterCards(ctx)) }),
  ],
} as const satisfies Background;
