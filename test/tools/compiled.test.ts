import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyCheckout } from "../support/checkout.ts";
import { startProgram } from "../support/program.ts";
import { ROOT, readSources } from "../support/sources.ts";

let checkout: ReturnType<typeof copyCheckout>;
beforeAll(() => {
  checkout = copyCheckout();
});
afterAll(() => checkout.remove());

const dist = () => join(checkout.path, "dist");
const ENTRY = "src/routes-cli.ts";

async function routes() {
  const program = startProgram({ script: "routes", args: ["/readyz-of-nobody"], cwd: checkout.path });
  const { code } = await program.ended;
  return { code, output: program.output() };
}

test("two first starts at once leave one whole build, and a third builds nothing", async () => {
  const both = await Promise.all([routes(), routes()]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const [build = "", ...others] = readdirSync(dist());
  expect(build).toMatch(/^[0-9a-f]{16}$/);
  expect(others).toEqual([]);
  const made = () => statSync(join(dist(), build, "programs.cjs")).ctimeMs;
  const before = made();
  expect((await routes()).code).toBe(0);
  expect([readdirSync(dist()), made()]).toEqual([[build], before]);
});

test("a second start uses the code that the first one compiled, and replaces a cache of another V8", async () => {
  const [build = ""] = readdirSync(dist());
  const cache = join(dist(), build, "routes.cache");
  const written = () => statSync(cache, { bigint: true }).mtimeNs;
  const [first, whole] = [written(), readFileSync(cache)];
  expect((await routes()).code).toBe(0);
  expect(written()).toBe(first);
  // The first bytes are V8's version.
  writeFileSync(cache, Buffer.concat([Buffer.from("another "), whole.subarray(8)]));
  const { code, output } = await routes();
  expect([code, output]).toEqual([0, expect.stringContaining("(0 routes)")]);
  expect(readFileSync(cache).subarray(0, 8)).toEqual(whole.subarray(0, 8));
});

test("a file that was written again with the same content builds nothing", async () => {
  const [build = ""] = readdirSync(dist());
  const stamp = () => readFileSync(join(dist(), build, "inputs"), "utf8");
  const before = stamp();
  const path = join(checkout.path, ENTRY);
  writeFileSync(path, readFileSync(path));
  expect((await routes()).code).toBe(0);
  expect(readdirSync(dist())).toEqual([build]);
  expect(stamp()).not.toBe(before);
});

test("every data file that a source names beside itself is in the build", () => {
  const [build = ""] = readdirSync(dist());
  const named = readSources("src", "db", "workers").flatMap(({ path, text }) =>
    [...text.matchAll(/new URL\("([^"]+(?<!\.ts))", import\.meta\.url\)/g)].map(([, name = ""]) =>
      join(dirname(path), name),
    ),
  );
  expect(named).toContain("src/web/assets/static/");
  for (const path of [...named, "db/demo/trades.csv", "db/reference/search-words.csv"])
    expect([path, existsSync(join(dist(), build, path))]).toEqual([path, true]);
  const css = "src/web/assets/static/fairs.css";
  expect(readFileSync(join(dist(), build, css), "utf8")).toBe(readFileSync(join(ROOT, css), "utf8"));
});

test("a change of a source is built anew; an error of it names the line of the source", async () => {
  appendFileSync(join(checkout.path, ENTRY), '\nthrow new Error("thrown on purpose");\n');
  const thrown = await routes();
  expect(thrown.code).toBe(1);
  const line = readFileSync(join(checkout.path, ENTRY), "utf8").split("\n").length - 1;
  expect(thrown.output).toContain(`${ENTRY}:${line}`);
  expect(readdirSync(dist())).toHaveLength(2);
});

test("sources that do not compile are named by file and line, and nothing runs", async () => {
  writeFileSync(join(checkout.path, ENTRY), "const = 1;\n");
  const { code, output } = await routes();
  expect(code).toBe(1);
  expect(output).toContain(`${ENTRY}:1: `);
  expect(output).not.toContain("    at ");
  expect(readdirSync(dist())).toHaveLength(2);
});

test("a production install has no transpiler; the image installs nothing and runs compiled files", () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(Object.keys(dependencies).filter((name) => ["tsx", "esbuild", "typescript"].includes(name))).toEqual(
    [],
  );
  const [, runtime = ""] = readFileSync(join(ROOT, "Dockerfile"), "utf8")
    .split(/^FROM .*$/m)
    .slice(1);
  expect(runtime).not.toContain("npm");
  expect(runtime).toContain('CMD ["node", "dist/server.cjs"]');
  expect(runtime).not.toMatch(/COPY (src|db|workers)/);
});
