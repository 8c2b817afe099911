import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { openScreens, type Screens } from "../../support/screens.ts";

const LIMIT_MS = 120_000;
/** Bytes of a page of memory. */
const PAGE_BYTES = 4_096;

/** Waits until `reached` returns true. Throws after two minutes. */
export async function until(reached: () => boolean, pauseMs = 5): Promise<void> {
  const from = performance.now();
  while (!reached()) {
    if (performance.now() - from > LIMIT_MS) throw new Error("the screens were not told in time");
    await pause(pauseMs);
  }
}

/** Opens event streams and waits until all of them are open. */
export async function openAll(port: number, path: string, count: number): Promise<Screens> {
  const screens = openScreens({ port, path, count });
  await until(() => screens.open() === count);
  return screens;
}

/** Returns the resident memory of a process in KB. */
export function residentKb(pid: number | undefined): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return (pages * PAGE_BYTES) / 1024;
}
