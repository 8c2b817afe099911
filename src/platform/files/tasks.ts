import { z } from "zod";
import { defineTask } from "../tasks/schema.ts";

/** Removes the bytes of one removed file. */
export const eraseFileTask = defineTask("files.erase", z.strictObject({ id: z.uuid() }));

/** Hourly task: removes what interrupted writes and removals have left. */
export const sweepFilesTask = defineTask("files.sweep", z.strictObject({ at: z.iso.datetime() }));
