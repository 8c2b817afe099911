// Plain JavaScript for `node --test`, so that each version of Node runs it without packages of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const RUN = join(ROOT, "src/launch/run.mjs");
const SHEET = join(ROOT, "test/fixtures/fair-postings-sample.xlsx");
const CITY = "211400";
const folder = mkdtempSync(join(tmpdir(), "lianpin-smoke-"));

/** Starts a file with this version of Node. `says` resolves to the match of a pattern in its output. */
function start(args, options = {}) {
  const env = { PATH: process.env.PATH, LOG_LEVEL: "warn", DATA_DIR: join(folder, "data"), ...options.env };
  const child = spawn(process.execPath, args, { cwd: folder, ...options, env });
  let output = "";
  let look = () => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
      look();
    });
  const ended = new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
  const says = (pattern) =>
    new Promise((resolve, reject) => {
      look = () => {
        const found = pattern.exec(output);
        if (found) resolve(found);
      };
      look();
      ended.then(() => reject(new Error(`ended and said:\n${output}`)));
    });
  return { child, ended, says };
}

let server;
let origin;
before(async () => {
  chmodSync(folder, 0o755);
  server = start([RUN, "server"], { env: { PORT: "0" } });
  [origin] = await server.says(/http:\/\/localhost:\d+/);
});
after(async () => {
  server.child.kill("SIGTERM");
  const { code, output } = await server.ended;
  rmSync(folder, { recursive: true, force: true });
  assert.equal(code, 0, output);
});

const json = async (path) => {
  const answer = await fetch(origin + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
};
const found = async (words) => (await json(`/api/v1/postings?q=${encodeURIComponent(words)}`)).total;

test(`Node ${process.versions.node} starts the program, and a page is served`, async () => {
  assert.equal((await fetch(`${origin}/readyz`)).status, 200);
  const home = await fetch(origin);
  assert.equal(home.status, 200);
  assert.match(await home.text(), /联聘/);
});

test(`Node ${process.versions.node} searches`, async () => {
  assert.ok((await found("电焊工")) > 0);
  assert.equal(await found("量子占卜师"), 0);
});

test(`Node ${process.versions.node} imports a sheet`, async () => {
  const arguments_ = ["--city", CITY, "--file", SHEET, "--dry-run"];
  const { code, output } = await start([RUN, "import", ...arguments_]).ended;
  assert.equal(code, 0, output);
  assert.match(output, /\d/);
});

test(`Node ${process.versions.node} runs the edge build`, async () => {
  const written = await start([RUN, "edge-vars"]).ended;
  assert.equal(written.code, 0, written.output);
  const lines = readFileSync(join(folder, ".dev.vars"), "utf8").trim().split("\n");
  const vars = lines.flatMap((line) => {
    const at = line.indexOf("=");
    return ["--var", `${line.slice(0, at)}:${JSON.parse(line.slice(at + 1))}`];
  });
  const cli = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const places = ["--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"];
  const env = { CI: "true", HOME: folder, WRANGLER_SEND_METRICS: "false" };
  const edge = start([cli, "dev", ...places, ...vars], { cwd: ROOT, env, detached: true });
  try {
    const [, address] = await edge.says(/Ready on (http:\/\/[\d.:]+)/);
    const home = await fetch(address);
    assert.equal(home.status, 200);
    assert.match(await home.text(), /联聘/);
  } finally {
    process.kill(-edge.child.pid, "SIGTERM");
    await edge.ended;
  }
});
