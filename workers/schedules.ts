import type { Schedule, TaskKind } from "../src/platform/tasks/index.ts";

const shanghaiDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** How often saved searches look for what is new. */
const LOOK_MS = 10 * 60_000;
/** How often what time alone brings about at fairs is looked after. */
const TEND_MS = 60_000;

/** Work that comes by the clock: each time's is one task, however many processes ask for it. */
export function recurring(now: Date): Schedule<TaskKind>[] {
  const day = shanghaiDay.format(now);
  const every = (ms: number) => new Date(Math.floor(now.getTime() / ms) * ms).toISOString();
  const at = every(LOOK_MS);
  const minute = every(TEND_MS);
  return [
    { kind: "housekeeping.daily", key: day, payload: { day } },
    { kind: "searches.look", key: at, payload: { at } },
    { kind: "fairs.upkeep", key: minute, payload: { at: minute } },
    { kind: "notices.deliver", key: minute, payload: { at: minute } },
  ];
}
