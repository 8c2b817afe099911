import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/sources.ts";

test.each([
  ["bundle:qr", "scanner/qr-decode.js"],
  ["bundle:hls", "player/hls.js"],
])("the output of %s is the committed %s", (script, path) => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const command = (scripts[script] ?? "").replace(/ --outfile=\S+/, "");
  const made = execSync(command, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 4 * 1024 * 1024,
    env: { ...process.env, PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}` },
  });
  expect(made).toBe(readFileSync(join(ROOT, "src/web/assets/static", path), "utf8"));
});
