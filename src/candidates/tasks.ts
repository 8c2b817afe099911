import { z } from "zod";
import { defineTask } from "../platform/tasks/index.ts";

/** Task that deletes cards of applications whose consent is over, once a minute. */
export const cardUpkeepTask = defineTask("candidates.upkeep", z.strictObject({ at: z.iso.datetime() }));
