import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadEnvFile } from "node:process";
import { pathToFileURL } from "node:url";
import { LAUNCH } from "../web/text/terminal/launch.mjs";
import { builtFolder } from "./built.mjs";
import { followNpm } from "./follow-npm.mjs";

/**
 * `node src/launch/run.mjs PROGRAM [--env-file FILE] [ARGUMENT …]`: builds the program if necessary and runs
 * it in this process. Variables that are already set take precedence over those of the file.
 */
const [program = "", ...given] = process.argv.slice(2);
const [, inline] = /^--env-file=(.*)$/.exec(given[0] ?? "") ?? [];
const fromFile = given[0] === "--env-file" || inline !== undefined;
const rest = given.slice(fromFile ? (inline === undefined ? 2 : 1) : 0);

/** Reads variables from a file. Ends the process with 2 if it cannot be read. */
function readEnvFile(path) {
  try {
    loadEnvFile(path);
  } catch (error) {
    console.error(path ? LAUNCH.noEnvFile(path, error.message) : LAUNCH.envFileUsage);
    process.exit(2);
  }
}
if (fromFile) readEnvFile(inline ?? given[1] ?? "");

/**
 * Returns a short text for a cause that a person can fix: esbuild is missing, or the sources do not compile.
 * Returns any other error unchanged.
 */
function whyNot(error) {
  if (error.code === "ERR_MODULE_NOT_FOUND" && error.message.includes("'esbuild'")) return LAUNCH.noCompiler;
  if (!Array.isArray(error.errors)) return error;
  const places = error.errors.map(
    ({ text, location: at }) => `${at ? `${at.file}:${at.line}: ` : ""}${text}`,
  );
  return [LAUNCH.notCompiled, ...places].join("\n");
}

// Commands end by themselves, and a signal would leave their work half done.
if (["server", "worker", "demo-federation"].includes(program)) followNpm();

const folder = await builtFolder().catch((error) => {
  console.error(whyNot(error));
  process.exit(1);
});
const entry = join(folder, `${program}.cjs`);
if (!existsSync(entry)) {
  console.error(`no such program: ${program}`);
  process.exit(2);
}
process.argv.splice(1, process.argv.length, entry, ...rest);
await import(pathToFileURL(entry).href);
