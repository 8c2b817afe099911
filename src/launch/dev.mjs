import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./build.mjs";
import { builtFolder } from "./built.mjs";

/** Wait after a change, because editors write a file in several steps and save several files at once. */
const DEBOUNCE_MS = 150;

let child = null;
let running = "";
let ending = false;
let timer;
let turn = Promise.resolve();

/**
 * Starts the server in a process group of its own. So Ctrl+C reaches only this process, which forwards the
 * signal once.
 */
function start(folder) {
  const args = [join(folder, "server.cjs"), ...process.argv.slice(2)];
  const started = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"], detached: true });
  started.once("exit", (code, signal) => {
    if (child !== started) return;
    child = null;
    if (ending) process.exit(code ?? 1);
    console.log(`dev: the server ended (${code ?? signal}); the next change starts it again`);
  });
  child = started;
}

async function stop() {
  const stopping = child;
  if (!stopping) return;
  const ended = once(stopping, "exit");
  child = null;
  stopping.kill("SIGTERM");
  await ended;
}

/**
 * Builds the sources and restarts the server if their content changed. If they do not compile, the running
 * server continues.
 */
async function refresh() {
  const folder = await builtFolder().catch((error) => {
    console.error(`dev: the sources do not compile\n${error.message}`);
    return null;
  });
  if (ending || !folder || (folder === running && child)) return;
  if (running) console.log("dev: restarting");
  running = folder;
  await stop();
  if (!ending) start(folder);
}

const later = () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    turn = turn.then(refresh);
  }, DEBOUNCE_MS);
};

for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    ending = true;
    if (child) child.kill(signal);
    else process.exit(0);
  });
for (const folder of ["src", "db", "workers"]) watch(join(ROOT, folder), { recursive: true }, later);
turn = refresh();
