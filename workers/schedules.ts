import type { Schedule, TaskKind } from "../src/tasks/index.ts";

const shanghaiDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** Work that comes by the calendar: each day's is one task, however many processes ask for it. */
export function recurring(now: Date): Schedule<TaskKind>[] {
  const day = shanghaiDay.format(now);
  return [{ kind: "housekeeping.daily", key: day, payload: { day } }];
}
