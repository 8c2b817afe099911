import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { deleteOverCards } from "./cards/delete-over.ts";
import { cardUpkeepTask } from "./tasks.ts";

export const candidatesWork = {
  capability: "candidates",
  tasks: [
    handleTask(cardUpkeepTask, { external: true, run: async (ctx) => void (await deleteOverCards(ctx)) }),
  ],
} as const satisfies Background;
