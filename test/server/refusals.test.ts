import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataFolder, removeDataFolder } from "../support/folder.ts";
import { endPrograms, postmasterOf, startProgram } from "../support/program.ts";

const folder = dataFolder();
const file = join(folder.path, "a-file");
beforeAll(() => writeFileSync(file, ""));
afterAll(async () => {
  await endPrograms();
  await folder.remove();
});

type Run = { script?: string; args?: string[]; env?: Record<string, string> };

/** Runs a program to its end. Checks that it printed a Chinese sentence and no stack trace. */
async function refused({ script = "start", args = [], env = {} }: Run) {
  const program = startProgram({
    script,
    args,
    env: { DATA_DIR: join(folder.path, "new"), PORT: "0", ...env },
  });
  const { code } = await program.ended;
  const output = program.output();
  expect(output).not.toContain("    at ");
  expect(output).toMatch(/\p{Script=Han}{2,}/u);
  return { code, output };
}

const DATA_COMMANDS: [string, string[]][] = [
  ["backup", ["--to", join(folder.path, "backups")]],
  ["db:psql", ["-c", "select 1"]],
  ["rekey", []],
  ["import", ["--city", "210900", "--file", file]],
];

describe("a data folder that is not there", () => {
  test.each(DATA_COMMANDS)("npm run %s names it and creates nothing", async (script, args) => {
    const missing = join(folder.path, "mistyped");
    const { code, output } = await refused({ script, args, env: { DATA_DIR: missing } });
    expect(code).toBe(1);
    expect(output).toContain(`数据目录 ${missing} 里没有数据库`);
    expect(output).toContain("npm start");
    expect([existsSync(missing), existsSync(join(folder.path, "backups"))]).toEqual([false, false]);
  });

  test("a folder without a database stays as it is", async () => {
    const empty = dataFolder();
    for (const [script, args] of DATA_COMMANDS) {
      expect((await refused({ script, args, env: { DATA_DIR: empty.path } })).output).toContain(
        "DATABASE_NOT_FOUND",
      );
      expect(readdirSync(empty.path)).toEqual([]);
    }
    const reset = startProgram({ script: "db:reset", args: ["--yes"], env: { DATA_DIR: empty.path } });
    expect((await reset.ended).code).toBe(0);
    expect(readdirSync(empty.path)).toEqual([]);
    await empty.remove();
  });
});

test("a setup creates a database where there is none, and says so", async () => {
  const fresh = dataFolder();
  const path = join(fresh.path, "new");
  const setup = () =>
    refused({
      script: "setup",
      args: ["--file", "docs/examples/five-cities.json", "--dry-run"],
      env: { DATA_DIR: path },
    });
  expect(await setup()).toMatchObject({
    code: 0,
    output: expect.stringContaining(`数据目录 ${path} 里还没有数据库，现在新建一个`),
  });
  const again = await setup();
  expect([again.code, again.output.includes("现在新建一个")]).toEqual([0, false]);
  await removeDataFolder(path);
  await fresh.remove();
});

describe("a data folder that cannot be one", () => {
  test.each([
    ["a file", file],
    ["below a file", join(file, "below")],
    ["where nothing can be created", "/proc/lianpin"],
  ])("%s", async (_, path) => {
    const { code, output } = await refused({ env: { DATA_DIR: path } });
    expect(code).toBe(1);
    expect(output).toContain(`DATA_FOLDER_UNUSABLE: the data folder ${path}`);
    const backup = await refused({ script: "backup", args: ["--to", folder.path], env: { DATA_DIR: path } });
    expect([backup.code, backup.output]).toEqual([1, expect.stringContaining("DATABASE_NOT_FOUND")]);
  });
});

describe("wrong arguments and variables", () => {
  test.each([["start"], ["worker"], ["migrate"], ["rekey"], ["edge:vars"]])(
    "npm run %s takes none",
    async (script) => {
      const { code, output } = await refused({ script, args: ["--prot", "80"] });
      expect([code, output]).toEqual([2, expect.stringContaining("不认识的参数：--prot")]);
      expect(existsSync(join(folder.path, "new"))).toBe(false);
    },
  );

  test.each([["db:psql"], ["db:reset"], ["backup"], ["setup"]])(
    "npm run %s names an unknown one",
    async (script) => {
      const { code } = await refused({ script, args: ["--prot", "80"] });
      expect(code).toBe(2);
    },
  );

  test("a file of variables must be there", async () => {
    for (const args of [["--env-file", "/no/such.env"], ["--env-file=/no/such.env"]]) {
      const program = startProgram({ args });
      const { code } = await program.ended;
      // Node 20 looks for this option among the arguments of a script, too, and answers itself.
      expect([2, 9]).toContain(code);
      expect(program.output()).toContain("/no/such.env");
      expect(program.output()).not.toContain("    at ");
    }
  });

  test("another NODE_ENV than the three is refused", async () => {
    for (const name of ["prod", "Production", "staging"]) {
      const { code, output } = await refused({ env: { NODE_ENV: name } });
      expect([code, output]).toEqual([1, expect.stringContaining("NODE_ENV 写得不对：只能是 production")]);
    }
  });
});

describe("a port or an address that cannot be used", () => {
  const house = dataFolder();
  afterAll(house.remove);
  const start = (env: Record<string, string>) =>
    refused({ env: { DATA_DIR: house.path, DEMO: "0", ...env } });

  test("HOST is no address of this machine", async () => {
    for (const host of ["192.0.2.1", "no-such-host.invalid"]) {
      const { code, output } = await start({ HOST: host });
      expect([code, output]).toEqual([1, expect.stringContaining(`${host} 不是这台机器的地址`)]);
      expect(output).toContain("HOST");
      expect(output).not.toContain("DATABASE_URL");
    }
    expect(postmasterOf(house.path)).toBeNull();
  });

  test("METRICS_HOST and METRICS_PORT", async () => {
    const elsewhere = await start({ METRICS_PORT: "0", METRICS_HOST: "192.0.2.1" });
    expect([elsewhere.code, elsewhere.output]).toEqual([
      1,
      expect.stringContaining("请把 METRICS_HOST 改成"),
    ]);
    const stranger = createServer();
    const taken = await new Promise<number>((resolve) =>
      stranger.listen(0, "127.0.0.1", () => {
        const address = stranger.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      }),
    );
    const busy = await start({ METRICS_PORT: String(taken) });
    expect([busy.code, busy.output]).toEqual([1, expect.stringContaining(`端口 ${taken} 已被占用`)]);
    expect(busy.output).not.toContain("已就绪");
    await new Promise((resolve) => stranger.close(resolve));
    expect(postmasterOf(house.path)).toBeNull();
  });
});
