import { z } from "zod";
import { defineTask } from "../../platform/tasks/index.ts";

/** Task that deletes cards of the talent pool that nobody may see any more, once a minute. */
export const talentUpkeepTask = defineTask("talent.upkeep", z.strictObject({ at: z.iso.datetime() }));
