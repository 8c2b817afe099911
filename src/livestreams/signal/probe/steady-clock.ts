import { readFile } from "node:fs/promises";
import { hrtime } from "node:process";

/** A clock that nobody sets. Its times mean something only beside others of the same name. */
export type SteadyClock = { by: string; nowMs(): number };

const BOOT = "/proc/sys/kernel/random/boot_id";

/**
 * Opens the monotonic clock of this machine. On Linux all processes of one machine read the same one, so they
 * share its name; elsewhere each process has its own.
 */
export async function openSteadyClock(ids: { uuid(): string }): Promise<SteadyClock> {
  const boot = await readFile(BOOT, "utf8").catch(() => "");
  return { by: boot.trim() || ids.uuid(), nowMs: () => Number(hrtime.bigint() / 1_000_000n) };
}
