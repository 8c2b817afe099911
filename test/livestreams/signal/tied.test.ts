import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PATIENCE } from "../../support/patience.ts";
import { spawnTied, tied } from "../../support/tied.ts";

const runs = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const PARENT = `
  const [command, args, env] = JSON.parse(process.argv[1]);
  const { spawn } = require("node:child_process");
  const child = spawn(command, args, { stdio: ["pipe", "ignore", "ignore"], detached: true, env: { ...process.env, ...env } });
  console.log(child.pid);
  setInterval(() => undefined, 1000);`;

/** Starts a process that starts the command. Returns it with the process id of the command. */
async function parentOf(command: [string, string[]], leaves = ""): Promise<[ChildProcess, number]> {
  const parent = spawn(process.execPath, ["-e", PARENT, JSON.stringify([...command, { LEAVES: leaves }])]);
  const line = await new Promise<string>((resolve) =>
    parent.stdout?.once("data", (data) => resolve(String(data))),
  );
  return [parent, Number(line)];
}

test("a program of a test ends with a parent that is killed, and its folder goes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-tied-"));
  const [parent, pid] = await parentOf(tied("sleep", ["1000"]), folder);
  expect(runs(pid)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => runs(pid), PATIENCE).toBe(false);
  await expect.poll(() => existsSync(folder), PATIENCE).toBe(false);
});

test("twin: untied, it goes on", async () => {
  const [parent, pid] = await parentOf(["sleep", ["1000"]]);
  parent.kill("SIGKILL");
  await new Promise((resolve) => parent.once("exit", resolve));
  expect(runs(pid)).toBe(true);
  process.kill(pid, "SIGKILL");
});

test("its signals and its exit code are those of the program", async () => {
  const ends = (child: ChildProcess) =>
    new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
  expect(await ends(spawnTied("sh", ["-c", "exit 7"]))).toBe(7);
  const sleeper = spawnTied("sleep", ["1000"]);
  const ended = ends(sleeper);
  sleeper.kill("SIGTERM");
  expect(await ended).toBe("SIGTERM");
});
