import { z } from "zod";
import { defineTask } from "../../platform/tasks/index.ts";

/** The task that runs a started import: its rows become drafts. */
export const runImportTask = defineTask("import.run", z.strictObject({ importId: z.uuid() }));
