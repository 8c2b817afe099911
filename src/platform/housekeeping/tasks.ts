import { z } from "zod";
import { defineTask } from "../tasks/index.ts";

/** Deletes rows past their keeping. */
export const housekeepingTask = defineTask("housekeeping.daily", z.strictObject({ day: z.iso.date() }));
