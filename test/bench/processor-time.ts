import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Milliseconds of one tick of the kernel's clock: USER_HZ is 100 on every usual Linux. */
const TICK_MS = 10;

type Times = { pid: string; parent: string; ownMs: number; endedMs: number };

/** Reads the processor time of a process, and of its children that have ended. */
function timesOf(pid: string): Times | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program may have blanks; the fields after it have none.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = (at: number) => Number(fields[at]) * TICK_MS;
    return { pid, parent: fields[1] ?? "", ownMs: ticks(11) + ticks(12), endedMs: ticks(13) + ticks(14) };
  } catch {
    return null;
  }
}

/** Returns the milliseconds of processor time of a process so far; 0 where the system has no `/proc`. */
export const processTimeMs = (pid: number): number => timesOf(String(pid))?.ownMs ?? 0;

/**
 * Returns the processor time, in milliseconds, that the server of a data folder and all its processes have
 * used since its start. Null where the system has no `/proc`.
 */
export function serverTimeMs(dataDirectory: string): number | null {
  const pid = readFileSync(join(dataDirectory, "postmaster.pid"), "utf8").split("\n")[0] ?? "";
  const server = timesOf(pid);
  if (!server) return null;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => timesOf(name) ?? [])
    .filter(({ parent }) => parent === pid);
  return children.reduce((sum, { ownMs }) => sum + ownMs, server.ownMs + server.endedMs);
}
