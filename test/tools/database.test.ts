import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takeLock } from "../../db/embedded/lock.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { dataFolder } from "../support/folder.ts";
import { startProgram } from "../support/program.ts";

let database: TestDatabase;
const folder = dataFolder();
beforeAll(async () => {
  database = await testDatabase({ max: 1 });
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

async function run(script: string, args: string[], more: { input?: string; env?: Record<string, string> }) {
  const program = startProgram({ script, args, ...more });
  const { code } = await program.ended;
  return { code, output: program.output() };
}

describe("npm run db:psql", () => {
  const psql = (args: string[], input?: string) =>
    run("db:psql", args, { env: { DATABASE_URL: database.url }, ...(input !== undefined && { input }) });

  test("prints the rows of one statement as a table", async () => {
    const { code, output } = await psql(["-c", "select name, parent from division where code = '211400'"]);
    expect(code).toBe(0);
    expect(output).toBe("name     | parent\n---------+-------\n葫芦岛市 | 210000\n(1 row)\n\n");
  });

  test("runs a statement per semicolon, and one that stands over several lines", async () => {
    const input =
      "create table scratch (word text);\ninsert into scratch values ('a;b'),\n('c');\n\\d scratch\n\\dt\n";
    const { code, output } = await psql([], input);
    expect(code).toBe(0);
    expect(output).toContain("CREATE\nINSERT 2\n");
    expect(output).toMatch(/^word +\| text +\|/m);
    expect(output).toMatch(/^scratch +\| table +\|/m);
    expect(output).toMatch(/^posting +\| table +\|/m);
  });

  test("says the server's error and stops there", async () => {
    const { code, output } = await psql([], "select 1 as first;\nselect nothing;\nselect 2 as second;\n");
    expect(code).toBe(1);
    expect(output).toContain("first");
    expect(output).toContain('ERROR: column "nothing" does not exist (42703)');
    expect(output).not.toContain("second");
  });
});

describe("npm run db:reset", () => {
  const reset = (args: string[], env = {}) =>
    run("db:reset", args, { env: { DATA_DIR: folder.path, ...env } });
  const cluster = join(folder.path, "postgres");
  beforeAll(() => mkdirSync(join(cluster, "data"), { recursive: true }));

  test("removes nothing where it cannot ask, where a server is named, or while a program runs", async () => {
    const asked = await reset([]);
    expect([asked.code, asked.output]).toEqual([1, expect.stringContaining("--yes")]);
    const server = await reset(["--yes"], { DATABASE_URL: database.url });
    expect([server.code, server.output]).toEqual([1, expect.stringContaining("DATABASE_URL")]);
    const lock = takeLock(folder.path, 5432);
    const held = await reset(["--yes"]);
    lock.release();
    expect([held.code, held.output]).toEqual([1, expect.stringContaining(`process ${process.pid}`)]);
    expect(existsSync(join(cluster, "data"))).toBe(true);
  });

  test("removes the database when told so, and says when there is none", async () => {
    const first = await reset(["--yes"]);
    expect([first.code, first.output]).toEqual([0, `removed ${cluster}\n`]);
    expect(existsSync(cluster)).toBe(false);
    const second = await reset(["--yes"]);
    expect([second.code, second.output]).toEqual([0, expect.stringContaining("no embedded database")]);
  });
});
