import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { depart } from "./send-off.ts";
import { departTask } from "./tasks.ts";

export const shuttlesWork = {
  capability: "shuttles",
  tasks: [
    handleTask(departTask, {
      external: false,
      run: async (tx, ctx, { shuttleId }) => void (await depart(tx, ctx, shuttleId)),
    }),
  ],
} as const satisfies Background;
