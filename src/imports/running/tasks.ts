import { z } from "zod";
import { defineTask } from "../../platform/tasks/index.ts";

/** Runs an import that was started: its rows become drafts. */
export const runImportTask = defineTask("import.run", z.strictObject({ importId: z.uuid() }));
