import { z } from "zod";
import { defineTask } from "../tasks/index.ts";

/** Daily task: deletes rows past their retention. */
export const housekeepingTask = defineTask("housekeeping.daily", z.strictObject({ day: z.iso.date() }));
