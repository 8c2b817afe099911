import { z } from "zod";
import { defineTask } from "../../platform/tasks/index.ts";

/** Task: plans the day's comparison of each followed log. */
export const planChecksTask = defineTask("federation.plan-checks", z.strictObject({ day: z.iso.date() }));

/** Task: compares the copies of one followed log, and repairs them. */
export const checkCopiesTask = defineTask(
  "federation.check-copies",
  z.strictObject({ stream: z.string().regex(/^\d{6}\/public$/), day: z.iso.date() }),
);
