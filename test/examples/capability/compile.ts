import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { dataFolder } from "../../support/folder.ts";
import { ROOT } from "../../support/sources.ts";
import { writeProgram } from "./program.ts";

/** `npm run check:example`: compiles the whole program, tests included, with the example capability added. */
const folder = dataFolder();
writeProgram(folder.path, { also: ["test", "vitest.config.ts"] });
const tsc = join(ROOT, "node_modules/.bin/tsc");
const { status } = spawnSync(tsc, ["--noEmit"], { cwd: folder.path, stdio: "inherit" });
await folder.remove();
process.exit(status ?? 1);
