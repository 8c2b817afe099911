import { readdirSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { dataFolder } from "../support/folder.ts";
import { endPrograms, startProgram } from "../support/program.ts";

describe("npm run demo:federation", () => {
  const folder = dataFolder();
  const start = (...args: string[]) =>
    startProgram({ script: "demo:federation", args, env: { TMPDIR: folder.path } });
  afterAll(async () => {
    await endPrograms();
    await folder.remove();
  });

  test("tells its story on five nodes and ends with 0, without a file left", async () => {
    const program = start("--once");
    expect([await program.ended, program.output()]).toEqual([
      { code: 0, signal: null },
      expect.stringContaining("全部做到"),
    ]);
    expect(program.output().match(/http:\/\/127\.0\.0\.1:\d+\//g)).toHaveLength(6);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test("ends when it is interrupted as it starts, without a file left", async () => {
    const program = start();
    await program.says("正在建五个数据库");
    program.child.kill("SIGINT");
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test("refuses other arguments", async () => {
    const program = start("--twice");
    expect(await program.ended).toEqual({ code: 2, signal: null });
  });
});
