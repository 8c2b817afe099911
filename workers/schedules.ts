import { PROGRAM } from "../src/capabilities.ts";
import type { Schedule } from "../src/platform/tasks/index.ts";

/** The recurring work of all capabilities at a moment: each time's is one task. */
export const recurring = (now: Date): Schedule[] => PROGRAM.recurring.map((one) => one.at(now));
