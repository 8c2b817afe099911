import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { dataFolder, postmasterOf } from "../support/folder.ts";
import { ROOT } from "../support/sources.ts";

const PATIENCE = { timeout: 45_000, interval: 100 };
const folder = dataFolder();
afterAll(folder.remove);

const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Starts `npm start`. Resolves with npm's process and the pid of the program, once the program is ready. */
async function npmStart() {
  const npm = spawn("npm", ["start", "--silent"], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: tmpdir(),
      TMPDIR: tmpdir(),
      LOG_LEVEL: "warn",
      DATA_DIR: folder.path,
      PORT: "0",
      DEMO: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  npm.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  await vi.waitFor(() => expect(output).toContain("已就绪"), PATIENCE);
  const { pid }: { pid: number } = JSON.parse(readFileSync(join(folder.path, "holder.json"), "utf8"));
  expect(pid).not.toBe(npm.pid);
  return { npm, pid, output: () => output };
}

test.each(["SIGTERM", "SIGKILL"] as const)("%s to npm stops the program and its database", async (signal) => {
  const { npm, pid, output } = await npmStart();
  const postmaster = postmasterOf(folder.path);
  expect(postmaster).not.toBeNull();
  npm.kill(signal);
  await vi.waitFor(() => expect([lives(pid), lives(postmaster ?? 0)]).toEqual([false, false]), PATIENCE);
  expect(output()).toContain("SIGTERM: finishing what is under way");
  expect(existsSync(join(folder.path, "holder.json"))).toBe(false);
});
