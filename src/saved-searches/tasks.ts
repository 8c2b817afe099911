import { z } from "zod";
import { defineTask } from "../platform/tasks/index.ts";

/** Task: runs every due saved search. */
export const findNewMatchesTask = defineTask("searches.look", z.strictObject({ at: z.iso.datetime() }));
