import { z } from "zod";
import { defineTask } from "../../platform/tasks/index.ts";

const payload = z.strictObject({ at: z.iso.datetime() });

/** Task of each minute: takes recorded files in, and cuts films and clips from them. */
export const cutTask = defineTask("livestreams.cut", payload);
/** Task of each minute: seals recordings as evidence, and deletes those whose term is over. */
export const sealTask = defineTask("livestreams.seal", payload);
