import type { ChildProcess } from "node:child_process";
import { shutDown } from "./cluster.ts";
import { pause } from "./process.ts";

const RELAUNCH_MS = 1_000;

/**
 * Starts a server again that ended by itself, for example because its disk was full or the system killed it:
 * each second until it starts. `stop` stops it for good.
 */
export function supervise(first: ChildProcess, launch: () => Promise<ChildProcess>) {
  let child = first;
  let stopping = false;
  let relaunching = Promise.resolve();
  const relaunch = async () => {
    while (!stopping) {
      await pause(RELAUNCH_MS);
      if (stopping) return;
      try {
        child = await launch();
        return watch();
      } catch {
        // Its own log names the cause. The next try may find it gone.
      }
    }
  };
  const watch = () => {
    child.once("exit", () => {
      if (!stopping) relaunching = relaunch();
    });
  };
  watch();
  return {
    child: () => child,
    async stop(): Promise<void> {
      stopping = true;
      await relaunching;
      await shutDown(child);
    },
  };
}
