import { z } from "zod";
import { defineTask } from "../platform/tasks/index.ts";

/** Marks a shuttle as departed when its time has come. */
export const departTask = defineTask("shuttles.depart", z.strictObject({ shuttleId: z.uuid() }));
