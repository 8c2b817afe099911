import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { runImport } from "./running/run-import.ts";
import { runImportTask } from "./running/tasks.ts";

export const importsWork = {
  capability: "imports",
  tasks: [handleTask(runImportTask, { external: true, run: runImport })],
} as const satisfies Background;
