import { readFileSync } from "node:fs";

const LOOK_MS = 500;

/** Returns the parent of a process, or null where the system does not tell it. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

/** Returns true if a process is a shell that runs one command, as npm starts it. */
function isCommandShell(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[1] === "-c";
  } catch {
    return false;
  }
}

/**
 * Sends SIGTERM to this process once the npm that started it is gone. npm passes a signal on to the shell
 * that runs the script. Some shells, such as dash, end by it and leave the program running.
 */
export function followNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const npm = isCommandShell(parent) ? parentOf(parent) : null;
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === null || parentOf(parent) === npm)) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, LOOK_MS);
  timer.unref();
}
