import { describe, expect, it } from "vitest";
import { neutraliseCell } from "../../../src/imports/reading/index.ts";

describe("cells of an export", () => {
  it.each([
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@x",
    "\tx",
    "\rx",
    "\nx",
    "\0x",
    "＝1",
    "＋1",
    "－x",
    "＠x",
    " =1",
    "-",
    "+86 138",
    "--1",
  ])("%j gets an apostrophe", (text) => {
    expect(neutraliseCell(text)).toBe(`'${text}`);
  });
  it.each(["", "电焊工", "5000-8000元", "-5", "+3.5", "10", "a=b", "'x", "13800000001"])(
    "%j stays unchanged",
    (text) => {
      expect(neutraliseCell(text)).toBe(text);
    },
  );
});
