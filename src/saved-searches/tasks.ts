import { z } from "zod";
import { defineTask } from "../platform/tasks/index.ts";

/** Asks every saved search again for what is new. */
export const findNewMatchesTask = defineTask("searches.look", z.strictObject({ at: z.iso.datetime() }));
