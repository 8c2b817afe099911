import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseSetup } from "../../src/cities/index.ts";
import { SETUP_COMMAND } from "../../src/web/text/terminal/setup.ts";
import { ROOT } from "../support/sources.ts";

const EXAMPLE = readFileSync(join(ROOT, "docs", "examples", "five-cities.json"), "utf8");

/** Returns the lines that the command prints for the example with one text replaced. */
function linesOf(wanted: string, replacement: string): string[] {
  expect(EXAMPLE).toContain(wanted);
  const read = parseSetup(JSON.parse(EXAMPLE.replace(wanted, replacement)));
  return "faults" in read ? read.faults.map(SETUP_COMMAND.fault) : [];
}

test("an unknown member is named, with the known one that it resembles", () => {
  expect(linesOf('"hotline"', '"hotlin"')).toEqual([
    "  第 1 个城市的hotlin（cities.0.hotlin）：UNKNOWN_FIELD  不认识“hotlin”这一项，是不是要写“hotline”",
  ]);
  expect(linesOf('"phone"', '"Phone"')[1]).toContain("不认识“Phone”这一项，是不是要写“phone”");
  expect(linesOf('"slug"', '"weather": 1, "slug"')).toEqual([
    "  协议的weather（agreement.weather）：UNKNOWN_FIELD  不认识“weather”这一项，请对照样例",
  ]);
});

test("a value of another kind is told from a missing one", () => {
  expect(linesOf('"phone": "13900000000"', '"phone": 13900000000')).toEqual([
    "  管理员的手机号（administrator.phone）：WRONG_KIND  要写成文字（加双引号），现在写的是没有加引号的数字",
  ]);
  expect(linesOf(', "enterprise", "fair", "livestream"]', '], "endsOn": 2030')).toEqual([
    "  协议的结束日期（agreement.endsOn）：WRONG_KIND  要写成文字（加双引号），现在写的是没有加引号的数字",
  ]);
  expect(linesOf('"counties": [', '"counties": "210902", "others": [')).toContainEqual(
    expect.stringContaining("要写成列表 [ ]，现在写的是文字（加双引号）"),
  );
  expect(linesOf('"name": "辽西五市总工会求职用工互通协议",', "")).toEqual([
    "  协议的名称（agreement.name）：INVALID_TYPE  请填写协议的名称",
  ]);
});

test.each(["[]", "null", "7", '"text"'])("%s is no setup file", (text) => {
  const read = parseSetup(JSON.parse(text));
  const lines = "faults" in read ? read.faults.map(SETUP_COMMAND.fault) : [];
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^ {2}整个文件：(WRONG_KIND {2}要写成一组内容 \{ \}|INVALID_TYPE)/);
});
