import { shanghaiDay } from "../core/clock.ts";
import type { Schedule } from "./schedule.ts";
import type { Task } from "./schema.ts";

/** Work that recurs by the clock. `at` returns the task of the current period, the same in every process. */
export type Recurring = { readonly kind: string; at(now: Date): Schedule };

/**
 * Defines one task per period of `ms`, counted from the Unix epoch. The payload holds the start of the
 * period.
 */
export const every = (ms: number, task: Task<string, { at: string }>): Recurring => ({
  kind: task.kind,
  at(now) {
    const at = new Date(Math.floor(now.getTime() / ms) * ms).toISOString();
    return { task, key: at, payload: { at } };
  },
});

/** Defines one task per day in Asia/Shanghai. The payload holds the day as YYYY-MM-DD. */
export const daily = (task: Task<string, { day: string }>): Recurring => ({
  kind: task.kind,
  at(now) {
    const day = shanghaiDay(now);
    return { task, key: day, payload: { day } };
  },
});
