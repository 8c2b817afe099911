import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/**
 * `node test/together.mjs SCRIPT …`: runs these scripts of package.json at the same time. Prints the output of
 * each when it ends. Exits with 1 if one fails, after all have ended.
 */
const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) };

/** Runs a script. Returns true if it exits with 0. */
async function run(name) {
  const begun = performance.now();
  const child = spawn(scripts[name], { shell: true, env, stdio: ["ignore", "pipe", "pipe"] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => chunks.push(chunk));
  const [code, signal] = await once(child, "close");
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const outcome = code === 0 ? "passed" : `failed (${code ?? signal})`;
  process.stdout.write(`${Buffer.concat(chunks)}${name}: ${outcome} after ${seconds} s\n`);
  return code === 0;
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !scripts[name]);
if (unknown.length > 0) throw new Error(`no such script: ${unknown.join(", ")}`);
const passed = await Promise.all(names.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
