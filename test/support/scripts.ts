import { type ChildProcess, type ForkOptions, fork } from "node:child_process";
import { mkdtempSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { build } from "../../src/launch/build.mjs";
import { ROOT } from "./sources.ts";

/** Scripts that tests run in processes of their own, by the name of their compiled file. */
const SCRIPTS = {
  board: "test/support/board-child.ts",
  "dying-backup": "test/support/dying-backup.ts",
  "dying-cut": "test/support/dying-cut.ts",
  "dying-import": "test/support/dying-import.ts",
  "dying-mailer": "test/support/dying-mailer.ts",
  "dying-put": "test/support/dying-put.ts",
  "dying-rekey": "test/support/dying-rekey.ts",
  "dying-tend": "test/support/dying-tend.ts",
  "dying-upkeep": "test/support/dying-upkeep.ts",
  "dying-worker": "test/support/dying-worker.ts",
  "embedded-database": "test/db/embedded/fixture.ts",
  "refused-file": "test/support/refused-file.ts",
  "fault-worker": "test/fault/worker-child.ts",
  "tend-worker": "test/fault/tend-child.ts",
  "federation-node": "test/federation/crash/node-child.ts",
};

type Script = keyof typeof SCRIPTS;
const compiled = new Map<Script, Promise<string>>();

/** Compiles one script, once in a test file: all of them together take several times as long. */
function compile(name: Script): Promise<string> {
  const made = async () => {
    const folder = mkdtempSync(join(inject("scratch"), "scripts-"));
    await build({ out: folder, programs: { [name]: SCRIPTS[name] } });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    return folder;
  };
  const known = compiled.get(name) ?? made();
  compiled.set(name, known);
  return known;
}

/**
 * Starts a script as a process. The first call compiles it as `npm start` compiles the program, because a
 * loader of TypeScript takes several seconds for each start.
 */
export async function forkScript(
  name: Script,
  args: string[],
  options: ForkOptions = {},
): Promise<ChildProcess> {
  return fork(join(await compile(name), `${name}.cjs`), args, options);
}

/** Runs a script until its process ends. Returns the signal that ended it, or its exit code as text. */
export async function runScript(name: Script, args: string[]): Promise<string> {
  const child = await forkScript(name, args);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ?? String(code)));
  });
}
