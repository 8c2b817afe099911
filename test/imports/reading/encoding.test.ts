import { describe, expect, it } from "vitest";
import { sniff } from "../../../src/imports/reading/index.ts";
import { failure, gb18030, rowsOf, tableOf, utf8 } from "./support.ts";

const TEXT = `企业名称,招聘岗位,薪资待遇\n${"葫芦岛示范泳装有限公司,缝纫工（熟练）𠮷,计件，4000—7000元\n".repeat(40)}`;
const bytesOf = (...codes: number[]) => Uint8Array.from(codes);
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
};

describe("encodings", () => {
  const cells = TEXT.trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  it.each([
    ["utf-8", utf8(TEXT)],
    ["utf-8", utf8(`\uFEFF${TEXT}`)],
    ["gb18030", gb18030(TEXT)],
    ["utf-16le", utf16(TEXT, false)],
    ["utf-16be", utf16(TEXT, true)],
    ["utf-16le", utf16(TEXT, false).subarray(2)],
  ])("reads %s", async (encoding, bytes) => {
    const read = await rowsOf(bytes, { delimiter: ",", size: 7 });
    expect(read.info?.encoding).toBe(encoding);
    expect(read.cells).toEqual(cells);
  });

  it("is right when a character straddles the end of the 64 KB head", async () => {
    for (const encode of [utf8, gb18030]) {
      for (let shift = 0; shift < 4; shift++) {
        const text = `岗位,要求\n${"x".repeat(shift)}${"电焊工,会看图纸\n".repeat(8000)}`;
        const read = await rowsOf(encode(text), { size: 65_536 });
        expect(read.rows).toHaveLength(8001);
        expect(read.rows.some((row) => row.suspect)).toBe(false);
        expect(read.info?.encoding).toBe(encode === utf8 ? "utf-8" : "gb18030");
      }
    }
  });

  it("decides again when the first 64 KB are plain ASCII", async () => {
    const text = `title,company\n${"welder,acme\n".repeat(8000)}${"电焊工,阜新示例厂\n".repeat(20)}`;
    for (const encode of [utf8, gb18030]) {
      const read = await rowsOf(encode(text), { size: 1000 });
      expect(read.cells.at(-1)).toEqual(["电焊工", "阜新示例厂"]);
    }
  });

  it("turns broken bytes into U+FFFD and marks the row", async () => {
    for (const encode of [utf8, gb18030]) {
      const good = encode(`企业名称,招聘岗位,薪资待遇\n${"甲厂,车工,面议\n".repeat(30)}`);
      const tail = encode("乙厂,保安,面议\n");
      const bytes = Uint8Array.from([...good, ...encode("丙厂,电"), 0xff, ...encode("工,面议\n"), ...tail]);
      const { data } = await tableOf(bytes);
      expect(data).toHaveLength(32);
      expect(data.filter((row) => row.marks.includes("suspect")).map((row) => row.row)).toEqual([32]);
      expect(data[30]?.cells[1]).toContain("\uFFFD");
    }
  });

  it.each([
    ["Big5", bytesOf(...Array(40).fill([0xa4, 0xbd, 0xa5, 0x71, 0xa6, 0x57, 0xba, 0xd9, 0x2c]).flat())],
    ["Shift JIS", bytesOf(...Array(40).fill([0x89, 0xef, 0x8e, 0xd0, 0x96, 0xbc, 0x2c, 0x90, 0x45]).flat())],
    ["Latin-1", bytesOf(...Array(40).fill([0x63, 0x61, 0x66, 0xe9, 0x2c, 0x6e, 0xf6, 0x74, 0x0a]).flat())],
  ])("refuses %s", async (_, bytes) => {
    expect((await failure(rowsOf(bytes))).code).toBe("IMPORT_ENCODING_UNKNOWN");
  });
});

describe("no table", () => {
  const pad = (...codes: number[]) => bytesOf(...codes, ...Array(600).fill(1));
  it.each([
    ["oldExcel", pad(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
    ["pdf", utf8("%PDF-1.7 ...")],
    ["image", pad(0x89, 0x50, 0x4e, 0x47)],
    ["image", pad(0xff, 0xd8, 0xff)],
    ["archive", pad(0x1f, 0x8b)],
    ["html", utf8("<html><table><tr><td>岗位</td></tr></table></html>")],
    ["xml", utf8('<?xml version="1.0"?><Workbook/>')],
    ["binary", bytesOf(1, 2, 0, 0, 0, 3, 4, 0, 0, 9)],
    ["brokenZip", pad(0x50, 0x4b, 0x03, 0x04)],
  ])("a %s named .csv is IMPORT_NOT_A_TABLE", async (kind, bytes) => {
    expect(await failure(rowsOf(bytes, { filename: "岗位.csv" }))).toMatchObject({
      code: "IMPORT_NOT_A_TABLE",
      detail: { kind },
    });
  });

  it("names a password-protected Excel file", async () => {
    const name = Buffer.from("EncryptedPackage", "utf16le");
    const bytes = bytesOf(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(500).fill(0), ...name);
    expect((await failure(rowsOf(bytes))).detail).toEqual({ kind: "encrypted" });
  });

  it("distinguishes an empty file, a file without a header, a header without data", async () => {
    expect((await failure(rowsOf(""))).code).toBe("IMPORT_NO_ROWS");
    expect((await failure(tableOf("\n\n"))).code).toBe("IMPORT_NO_HEADER");
    expect((await failure(tableOf("经度,纬度\n121.70,41.60\n121.71,41.61\n"))).code).toBe("IMPORT_NO_HEADER");
    expect((await failure(tableOf("企业名称,招聘岗位,人数\n"))).code).toBe("IMPORT_NO_ROWS");
    expect((await failure(tableOf("企业名称,招聘岗位,人数\n,,\n注：空表,,\n合计,,0\n"))).code).toBe(
      "IMPORT_NO_ROWS",
    );
  });

  it("stops at the byte that exceeds the limit", async () => {
    expect((await failure(rowsOf("a,b\n1,2\n", { maxBytes: 7 }))).code).toBe("IMPORT_TOO_LARGE");
    expect((await failure(rowsOf("a,b\n1,2\n", { maxBytes: 8 }))).code).toBe("read");
  });

  it("trusts the content and notes a wrong name", () => {
    expect(sniff(utf8("岗位,薪资\n"), "a.xlsx")).toEqual({
      format: "csv",
      encoding: "utf-8",
      misnamed: true,
    });
    expect(sniff(utf8("岗位,薪资\n"), "a.txt")).toEqual({ format: "csv", encoding: "utf-8" });
    expect(sniff(bytesOf(0x50, 0x4b, 3, 4), "a.csv")).toEqual({ format: "xlsx", misnamed: true });
    expect(sniff(utf8('[{"title":"x"}]'), "a.csv")).toEqual({
      format: "jsonld",
      encoding: "utf-8",
      misnamed: true,
    });
    expect(sniff(utf8("[急聘]焊工,5000\n"), "a.csv").format).toBe("csv");
  });
});
