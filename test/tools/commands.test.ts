import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { migrations } from "../../db/migrations/index.ts";
import { createApp } from "../../src/app.ts";
import { operationsOf } from "../support/operations.ts";
import { startProgram } from "../support/program.ts";
import { pureTests } from "../support/pure-tests.ts";
import { ROOT } from "../support/sources.ts";

const PATIENCE = { timeout: 50_000, interval: 50 };
const folder = mkdtempSync(join(tmpdir(), "lianpin-tools-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(script: string, args: string[], cwd = ROOT) {
  const program = startProgram({ script, args, cwd });
  const { code } = await program.ended;
  return { code, output: program.output() };
}

describe("npm run routes", () => {
  test("lists every route once, each with its policy", async () => {
    const { code, output } = await run("routes", []);
    expect(code).toBe(0);
    const operations = operationsOf(
      createApp({ servicesOf: () => Promise.reject(new Error("not called")) as never }),
    );
    expect(output).toContain(`(${operations.length} routes)`);
    expect(output).not.toContain("no policy");
    const lines = output.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
    for (const { method, path } of operations)
      expect(lines.filter(([verb, where]) => verb === method && where === path)).toHaveLength(1);
  });

  test("shows those that have all the words", async () => {
    const { output } = await run("routes", ["post", "reviews"]);
    expect(output).toMatch(/^POST +\| \/api\/v1\/reviews\/\{postingId\} +\| api +\| /m);
    expect(output).not.toMatch(/^GET/m);
  });
});

describe("npm run stream", () => {
  const file = join(folder, "nginx.conf");
  const env = {
    PORT: "3917",
    STREAM_SERVER: "nginx",
    STREAM_SECRET: "a-secret-of-the-streaming-server-0123",
    STREAM_PUSH_URL: "rtmp://live.example.cn/live",
    STREAM_HLS_URL: "https://live.example.cn/hls",
  };

  test("writes a file that nginx can read as it is, and nobody else", async () => {
    const program = startProgram({ script: "stream", args: ["config", "--out", file], env });
    const { code } = await program.ended;
    expect([code, program.output()]).toEqual([0, expect.stringContaining(file)]);
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/^# Written by/);
    expect(text).toMatch(/^user www-data;$/m);
    expect(text).toContain("on_publish http://127.0.0.1:3917/callbacks/");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(program.output()).not.toContain(env.STREAM_SECRET);
  });

  test("documents send no output of npm into a file: npm writes lines of its own", () => {
    const text = readFileSync(join(ROOT, "docs", "operate.md"), "utf8");
    expect(text.match(/npm run (?!--silent)[^\n`|]*> .*/g)).toBeNull();
  });
});

describe("npm run migrate:new", () => {
  const list = join(folder, "db", "migrations", "index.ts");
  mkdirSync(join(folder, "db"));
  cpSync(join(ROOT, "db", "migrations"), join(folder, "db", "migrations"), { recursive: true });

  /** Runs this checkout's script `migrate:new` in the folder, whose list of migrations it extends. */
  const add = async (name: string) => {
    const program = startProgram({ script: "migrate:new", args: [name], cwd: folder, from: ROOT });
    const { code } = await program.ended;
    return { code, output: program.output() };
  };

  test("writes the next number and lists it last", async () => {
    const number = String(Object.keys(migrations).length + 1).padStart(4, "0");
    const { code, output } = await add("posting_language");
    expect([code, output]).toEqual([0, expect.stringContaining(`${number}_posting_language.ts`)]);
    const text = readFileSync(list, "utf8");
    expect(text).toContain(`import * as postingLanguage from "./${number}_posting_language.ts";`);
    expect(text.trimEnd().endsWith(`  "${number}_posting_language": postingLanguage,\n};`)).toBe(true);
    const made = readFileSync(join(folder, "db", "migrations", `${number}_posting_language.ts`), "utf8");
    expect(made).toContain("export async function up(db: Kysely<unknown>): Promise<void>");
  });

  test("refuses a name that is no identifier and changes nothing", async () => {
    const before = readFileSync(list, "utf8");
    expect((await add("Posting-Language")).code).toBe(2);
    expect(readFileSync(list, "utf8")).toBe(before);
  });
});

/** Runs vitest as the script of package.json does, with more arguments. */
function vitest(script: string, ...args: string[]) {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const words = /vitest (.*)$/.exec(scripts[script])?.[1]?.split(" ") ?? [];
  const file = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [file, ...words, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", NO_COLOR: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended, output: () => output };
}

describe("npm run test:watch", () => {
  test("runs a test again when its file changes", async () => {
    const file = join(folder, "watched.test.ts");
    const write = (n: number) =>
      writeFileSync(
        file,
        `import { expect, test } from "vitest";\ntest("number ${n}", () => expect(${n}).toBe(${n}));\n`,
      );
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    write(1);
    const watch = vitest("test:watch", "--root", folder, "--reporter", "verbose");
    await vi.waitFor(() => expect(watch.output()).toContain("Waiting for file changes"), PATIENCE);
    write(2);
    await vi.waitFor(() => expect(watch.output()).toMatch(/✓ .*number 2/), PATIENCE);
    watch.child.kill("SIGTERM");
    await watch.ended;
  });
});

describe("npm run verify", () => {
  /** Runs `test/together.mjs` in a folder whose package.json has these scripts. */
  async function together(scripts: Record<string, string>) {
    const cwd = mkdtempSync(join(folder, "together-"));
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ scripts }));
    const args = [join(ROOT, "test", "together.mjs"), ...Object.keys(scripts)];
    const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = await once(child, "close");
    return { code, output };
  }

  test("runs its parts at the same time, shows the output of each, and fails if one fails", async () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(scripts.verify).toBe("node test/together.mjs types lint test:pure");
    // Each part ends only if the other has begun.
    const waiting = (own: string, other: string) =>
      `touch ${own}; until test -f ${other}; do sleep 0.05; done; echo the output of ${own}`;
    const passed = await together({ one: waiting("one", "two"), two: waiting("two", "one") });
    expect(passed.code).toBe(0);
    expect(passed.output).toMatch(/^the output of one\none: passed after /m);
    expect(passed.output).toMatch(/^the output of two\ntwo: passed after /m);
    const failed = await together({ bad: "echo wrong >&2; exit 3", good: "sleep 0.2; echo right" });
    expect(failed.code).toBe(1);
    expect(failed.output).toMatch(/^wrong\nbad: failed \(3\) after [\s\S]*^right\ngood: passed after /m);
  });

  test("runs a pure test, and a test with a database not at all", async () => {
    const run = vitest("test:pure", "test/tools/statements.test.ts", "test/db/demo.test.ts");
    expect(await run.ended).toBe(0);
    expect(run.output()).toMatch(/Test Files +1 passed \(1\)/);
  });

  test("knows which tests need no database and no program", () => {
    const pure = pureTests();
    expect(pure).toContain("test/tools/statements.test.ts");
    expect(pure).not.toContain("test/tools/commands.test.ts");
    expect(pure).not.toContain("test/db/demo.test.ts");
    expect(pure.length).toBeGreaterThan(15);
  });
});
