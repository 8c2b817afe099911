import { PROGRAM } from "../src/capabilities.ts";
import type { Schedule } from "../src/platform/tasks/index.ts";

/** Returns the recurring tasks of all capabilities for the periods that contain `now`. */
export const recurring = (now: Date): Schedule[] => PROGRAM.recurring.map((one) => one.at(now));
