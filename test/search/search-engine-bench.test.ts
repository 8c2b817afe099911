import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("the benchmark of the search engine says that it needs MEILI_URL, and fails without it", () => {
  const { MEILI_URL: _url, MEILI_KEY: _key, ...env } = process.env;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ["--import", "tsx", "test/bench/main.ts", "search-engine"],
    { env, encoding: "utf8" },
  );
  expect(stderr).toContain("needs MEILI_URL");
  expect(stdout).toBe("");
  expect(status).toBe(2);
});
