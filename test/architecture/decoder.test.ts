import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/sources.ts";

test("the QR decoder equals the output of its build script", () => {
  const file = join(ROOT, "src/web/assets/static/scanner/qr-decode.js");
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const command = (scripts["bundle:qr"] ?? "").replace(/ --outfile=\S+/, "");
  const made = execSync(command, {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}` },
  });
  expect(made).toBe(readFileSync(file, "utf8"));
});
