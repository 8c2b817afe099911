import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Environment, SECRETS } from "../../../src/platform/config/index.ts";
import { ROOT } from "../../support/sources.ts";

const defaults: Record<string, unknown> = Environment.parse({});
const VARIABLES = Object.keys(Environment.shape).map((name) => [name, String(defaults[name] ?? "")] as const);
const guide = readFileSync(join(ROOT, "docs", "operate.md"), "utf8");

test("docs/operate.md has one row for each variable, with its default, meaning and process", () => {
  const rows = [...guide.matchAll(/^\| `([A-Z_]+)` \|([^|]*)\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, name = "", value = "", meaning = "", process = ""]) => ({ name, value, meaning, process }),
  );
  const byName = (a: readonly string[], b: readonly string[]) => (a[0] ?? "").localeCompare(b[0] ?? "");
  expect(rows.map(({ name, value }) => [name, value.replaceAll("`", "").trim()]).sort(byName)).toEqual(
    [...VARIABLES].sort(byName),
  );
  for (const { name, meaning, process } of rows) {
    expect([name, meaning.trim().length > 10]).toEqual([name, true]);
    expect([name, process.trim()]).toEqual([
      name,
      expect.stringMatching(/^(all|(api|worker|migrate)(, (worker|migrate))?)$/),
    ]);
  }
});

test("docs/operate.md names each secret that may be a file, and no other", () => {
  const named = [...guide.matchAll(/`([A-Z_]+)_FILE[=`]/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set([...SECRETS, "HEARTBEAT"]));
});

test(".env.example has each variable once, commented out, with its default", () => {
  const lines = readFileSync(join(ROOT, ".env.example"), "utf8").split("\n");
  const given = lines.flatMap((line) => {
    const [, name, value] = /^# ([A-Z_]+)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value]];
  });
  expect(Object.fromEntries(given)).toEqual(Object.fromEntries(VARIABLES));
  expect(given).toHaveLength(VARIABLES.length);
  expect(lines.filter((line) => /^[A-Z]/.test(line))).toEqual([]);
});
