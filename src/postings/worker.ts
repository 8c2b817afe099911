import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { readAgain } from "./reading/wording/again/read-again.ts";
import { readAgainTask } from "./reading/wording/again/task.ts";

export const postingsWork = {
  capability: "postings",
  tasks: [handleTask(readAgainTask, { external: true, run: async (ctx) => void (await readAgain(ctx)) })],
} as const satisfies Background;
