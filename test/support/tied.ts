import { type ChildProcess, spawn } from "node:child_process";

/**
 * The shell becomes the program, so its process id, signals and exit code are the program's. Beside it a
 * subshell waits for the end of the standard input, which the parent holds open. Then it kills the group.
 */
const TIE = `exec 3<&0 </dev/null
(cat <&3 >/dev/null; kill -KILL $$; if [ -n "$LEAVES" ]; then rm -rf -- "$LEAVES"; fi; kill -KILL 0) 2>/dev/null &
exec "$0" "$@" 3<&-`;

/** Returns the command of a program that ends with its parent. It must lead a process group of its own. */
export const tied = (program: string, args: readonly string[]): [string, string[]] => [
  "/bin/sh",
  ["-c", TIE, program, ...args],
];

/**
 * Starts a program that ends with this process, also if that is killed. `leaves`: a folder that is removed
 * then.
 */
export function spawnTied(program: string, args: readonly string[], { leaves = "" } = {}): ChildProcess {
  const [shell, rest] = tied(program, args);
  const env = { ...process.env, LEAVES: leaves };
  return spawn(shell, rest, { stdio: ["pipe", "ignore", "ignore"], detached: true, env });
}
