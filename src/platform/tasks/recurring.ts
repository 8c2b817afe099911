import type { Schedule } from "./schedule.ts";
import type { Task } from "./schema.ts";

/** Work that comes by the clock. Each time's is one task, however many processes ask for it. */
export type Recurring = { readonly kind: string; at(now: Date): Schedule };

const shanghaiDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** One task for every span of `ms`, counted from the epoch; the payload carries the start of the span. */
export const every = (ms: number, task: Task<string, { at: string }>): Recurring => ({
  kind: task.kind,
  at(now) {
    const at = new Date(Math.floor(now.getTime() / ms) * ms).toISOString();
    return { task, key: at, payload: { at } };
  },
});

/** One task for every day of Asia/Shanghai; the payload carries the day as YYYY-MM-DD. */
export const daily = (task: Task<string, { day: string }>): Recurring => ({
  kind: task.kind,
  at(now) {
    const day = shanghaiDay.format(now);
    return { task, key: day, payload: { day } };
  },
});
