import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { dataFolder } from "../support/folder.ts";
import { endPrograms, startProgram } from "../support/program.ts";
import { ROOT } from "../support/sources.ts";

const EXAMPLE = join(ROOT, "docs", "examples", "five-cities.json");
const folder = dataFolder();
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await endPrograms();
  await database.drop();
  await folder.remove();
});

/** Runs `npm run setup` on the test's database. Returns its exit code and output. */
async function command(...args: string[]) {
  const program = startProgram({
    script: "setup",
    args,
    env: { DATABASE_URL: database.url, DATA_DIR: folder.path, PORT: "4999" },
  });
  const { code } = await program.ended;
  return { code, output: program.output() };
}

/** Writes a setup file next to the data. Returns its path. */
function fileOf(text: string): string {
  const path = join(folder.path, "setup.json");
  writeFileSync(path, text);
  return path;
}

test("shows, writes, prints the link; asks before it changes anything, and names faults", async () => {
  const plan = await command("--file", EXAMPLE, "--dry-run");
  expect(plan).toMatchObject({ code: 0, output: expect.stringContaining("试运行：没有写入") });
  expect(plan.output).not.toContain("token=");
  const done = await command("--file", EXAMPLE);
  expect(done.code).toBe(0);
  expect(done.output).toContain("新增城市  阜新市  210900");
  expect(done.output).toMatch(/http:\/\/localhost:4999\/sign-in\/link\?token=[\w-]{43}\n/);
  const again = await command("--file", EXAMPLE);
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining("完全一样") });
  expect(again.output).not.toContain("token=");

  const changed = fileOf(readFileSync(EXAMPLE, "utf8").replace("12351", "0418-12351"));
  const asked = await command("--file", changed);
  expect(asked).toMatchObject({ code: 3, output: expect.stringContaining("12351 → 0418-12351") });
  expect(
    await database.db.selectFrom("city").select("code").where("hotline", "=", "0418-12351").execute(),
  ).toEqual([]);
  expect((await command("--file", changed, "--yes")).code).toBe(0);

  const faulty = await command("--file", fileOf(readFileSync(EXAMPLE, "utf8").replace("#7A4E9E", "#FFEE00")));
  expect(faulty.code).toBe(1);
  expect(faulty.output).toContain("第 1 个城市的颜色（cities.0.hue）：HUE_CONTRAST  颜色太浅");
  const phone = fileOf(readFileSync(EXAMPLE, "utf8").replace("13900000000", "13911112222"));
  const replacing = await command("--file", phone);
  expect(replacing).toMatchObject({ code: 3, output: expect.stringContaining("139****0000 → 139****2222") });
  expect(replacing.output).not.toContain("13911112222");
  expect((await command("--file", phone, "--yes")).output).toContain("token=");

  for (const args of [[], ["--file", "/no/such/file.json"], ["--file", fileOf("{")], ["--fiel", EXAMPLE]]) {
    const wrong = await command(...args);
    expect(wrong.code).toBe(2);
    expect(wrong.output).not.toContain("    at ");
  }
});
