import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { dataFolder } from "../../support/folder.ts";
import { ROOT } from "../../support/sources.ts";
import { writeProgram } from "./program.ts";

/**
 * `npm run check:example`: copies the program with its tests, adds the example capability, compiles the
 * copy and runs the architecture tests.
 */
const folder = dataFolder();
writeProgram(folder.path, { also: ["test", "vitest.config.ts"] });
const run = (program: string, ...args: string[]): boolean => {
  const path = join(ROOT, "node_modules/.bin", program);
  return spawnSync(path, args, { cwd: folder.path, stdio: "inherit" }).status === 0;
};
/** The record of the last compilation. The next copy differs from this one in few files. */
const known = "node_modules/.cache/tsc/example.json";
const passed =
  run("tsc", "--noEmit", "--checkers", "1", "--tsBuildInfoFile", known) &&
  run("vitest", "run", "--config", "test/verify.config.ts", "test/architecture");
await folder.remove();
process.exit(passed ? 0 : 1);
