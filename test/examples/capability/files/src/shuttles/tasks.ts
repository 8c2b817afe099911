import { z } from "zod";
import { defineTask } from "../platform/tasks/index.ts";

/** Task that marks a shuttle as departed at its departure time. */
export const departTask = defineTask("shuttles.depart", z.strictObject({ shuttleId: z.uuid() }));
