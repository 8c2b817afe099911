import { z } from "zod";
import { defineTask } from "../../../platform/tasks/index.ts";

/** Task: tells people of erasures that no receipt confirms. */
export const raiseLateTask = defineTask(
  "federation.raise-erasures",
  z.strictObject({ at: z.iso.datetime() }),
);
