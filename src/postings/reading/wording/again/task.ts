import { z } from "zod";
import { defineTask } from "../../../../platform/tasks/index.ts";

/** Task that reads live postings again after the rules of wording changed. */
export const readAgainTask = defineTask("postings.wording", z.strictObject({ at: z.iso.datetime() }));
