import { parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import { safeText, toCsv, toXlsx } from "../../src/platform/http/answers/sheets.ts";

describe("exported cells are never formulas", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\r=1"],
    ["\0=1", "'=1"],
    ["＝1+1", "'＝1+1"],
    ["＋1", "'＋1"],
    ["－1", "'－1"],
    ["＠a", "'＠a"],
    ["张师傅", "张师傅"],
    ["13900000000", "13900000000"],
    ["", ""],
  ])("%j becomes %j", (text, safe) => expect(safeText(text)).toBe(safe));

  const rows = [
    ["称呼", "备注", "人数"],
    ["=HYPERLINK(1)", '会"二保焊"，\n能倒班', 3],
    [null, "a,b", -4],
  ];

  test("a CSV has a byte order mark, quotes what needs it, and keeps numbers", () => {
    const csv = toCsv(rows);
    expect(csv.startsWith("\uFEFF")).toBe(true);
    expect(parse(csv, { bom: true })).toEqual([
      ["称呼", "备注", "人数"],
      ["'=HYPERLINK(1)", '会"二保焊"，\n能倒班', "3"],
      ["", "a,b", "-4"],
    ]);
  });

  test("an XLSX holds texts as texts and numbers as numbers", async () => {
    const bytes = await toXlsx({ name: "名单", rows });
    const [sheet] = await readXlsxFile(Buffer.from(bytes));
    expect(sheet?.data.slice(1)).toEqual([
      ["'=HYPERLINK(1)", '会"二保焊"，\n能倒班', 3],
      [null, "a,b", -4],
    ]);
  });
});
