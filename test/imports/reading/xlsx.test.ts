import { describe, expect, it } from "vitest";
import { TEMPLATE_COLUMNS, templateXlsx } from "../../../src/imports/index.ts";
import { applyMapping, findLayout } from "../../../src/imports/reading/index.ts";
import { TEMPLATE } from "../../../src/web/text/imports/template.ts";
import { failure, fieldsOf, rowsOf, tableOf, utf8, xlsx, zip } from "./support.ts";

const HEADER = ["企业名称", "招聘岗位", "人数", "薪资", "工作地点"];
const number = (value: string, style = 0) => `raw:<c r="REF" s="${style}"><v>${value}</v></c>`;

describe("workbooks", () => {
  it("shows numbers, dates, percents and formulas as the sheet does", async () => {
    const formats = [
      "yyyy/m/d",
      "0%",
      "0.00",
      "#,##0",
      "00000",
      '0"人"',
      "yyyy-mm-dd hh:mm",
      "[$¥-804]#,##0.0",
      "0.0#",
      'm"月"d"日"',
    ];
    const values: [string, string][] = [
      [number("10.0"), "10"],
      [number("0.30000000000000004"), "0.3"],
      [number("13800000001"), "13800000001"],
      [number("45432", 1), "2024-05-20"],
      [number("0.125", 2), "13%"],
      [number("5", 3), "5.00"],
      [number("12345", 4), "12345"],
      [number("418", 5), "00418"],
      [number("10", 6), "10人"],
      [number("45432.4375", 7), "2024-05-20T10:30:00"],
      [number("5000.55", 8), "¥5000.6"],
      [number("1.5", 9), "1.5"],
      [number("1", 10), "1900-01-01"],
      [number("61", 10), "1900-03-01"],
      ['raw:<c r="REF"><f>1+2</f><v>3</v></c>', "3"],
      ['raw:<c r="REF" t="str"><f>A1&amp;"b"</f><v>a&lt;b</v></c>', "a<b"],
      ['raw:<c r="REF" t="b"><v>1</v></c>', "TRUE"],
      ['raw:<c r="REF" t="e"><v>#N/A</v></c>', "#N/A"],
      [
        'raw:<c r="REF" t="inlineStr"><is><r><t>电</t></r><r><t>焊工</t></r><rPh><t>dian</t></rPh></is></c>',
        "电焊工",
      ],
      ['raw:<c r="REF" t="inlineStr"><is><t><![CDATA[a>b]]>_x0041_</t></is></c>', "a>bA"],
      ['raw:<c r="REF" t="s"/>', ""],
    ];
    const { cells } = await rowsOf(xlsx([{ name: "a", rows: values.map(([xml]) => ["x", xml]) }], formats), {
      filename: "a.xlsx",
    });
    expect(cells.map((row) => row[1] ?? "")).toEqual(values.map(([, shown]) => shown));
  });

  it("carries merged cells inside their range only, in any column", async () => {
    const rows = [
      HEADER,
      ["甲厂", "焊工", "5", "6000元", "海州区"],
      [null, "车工", "2", null, null],
      [null, "钳工", "2", null, null],
      ["乙厂", "保安", "1", null, "太平区"],
    ];
    const { data } = await tableOf(
      xlsx([{ name: "a", rows, merges: ["A2:A4", "D2:D3", "E2:E3"] }]),
      "a.xlsx",
    );
    expect(data.map((row) => row.cells)).toEqual([
      ["甲厂", "焊工", "5", "6000元", "海州区"],
      ["甲厂", "车工", "2", "6000元", "海州区"],
      ["甲厂", "钳工", "2", "", ""],
      ["乙厂", "保安", "1", "", "太平区"],
    ]);
    expect(data[1]?.carried).toEqual([0, 3, 4]);
  });

  it("reads a merged two-row header and merged section titles", async () => {
    const rows = [
      ["序号", "企业名称", "岗位", "联系方式", null],
      [null, null, null, "联系人", "电话"],
      ["一、细河区"],
      ["1", "甲厂", "焊工", "张经理", "13800000001"],
    ];
    const merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "A3:E3"];
    const { kinds, layout, data } = await tableOf(xlsx([{ name: "a", rows, merges }]), "a.xlsx");
    expect(kinds).toEqual(["header", "header", "title", "data"]);
    expect(fieldsOf(layout)).toEqual(["sequence", "enterpriseName", "title", "contactName", "contactPhone"]);
    expect(data[0]?.section).toBe("一、细河区");
  });

  it("does not carry an employer over a row that the file omits", async () => {
    const rows = [
      HEADER,
      ["甲厂", "焊工", "5", "6000元", "海州区"],
      [],
      [null, "车工", "2", "面议", "太平区"],
    ];
    const { data } = await tableOf(xlsx([{ name: "a", rows }]), "a.xlsx");
    expect(data.map((row) => [row.row, row.cells[0]])).toEqual([
      [2, "甲厂"],
      [4, ""],
    ]);
  });

  it("reads every visible sheet with a header, in order, and names why it skips others", async () => {
    const sheet = (name: string, company: string) => ({
      name,
      rows: [HEADER, [company, "焊工", "5", "面议", "海州区"]],
    });
    const bytes = xlsx([
      { name: "填表说明", rows: [HEADER, ["示例公司", "示例", "1", "面议", "示例"]] },
      sheet("细河区", "甲厂"),
      { ...sheet("旧", "丙厂"), state: "hidden" },
      { name: "统计", rows: [["共12家"]] },
      sheet("海州区", "乙厂"),
    ]);
    const { data, layouts } = await tableOf(bytes, "a.xlsx");
    expect(data.map((row) => [row.sheet, row.cells[0]])).toEqual([
      ["细河区", "甲厂"],
      ["海州区", "乙厂"],
    ]);
    expect(layouts.map((l) => l.sheet)).toEqual(["细河区", "海州区"]);
    const { info } = await rowsOf(bytes, { filename: "a.csv" });
    expect(info).toMatchObject({ format: "xlsx", misnamed: true });
    expect(info?.sheets?.map((s) => s.why ?? "read")).toEqual([
      "instructions",
      "read",
      "hidden",
      "noHeader",
      "read",
    ]);
  });

  it("takes 20,000 rows and refuses one more", async () => {
    const rows = (count: number) => [
      HEADER,
      ...Array.from({ length: count - 1 }, (_, i) => ["甲厂", `焊工${i}`, "5"]),
    ];
    expect((await rowsOf(xlsx([{ name: "a", rows: rows(20_000) }]))).rows).toHaveLength(20_000);
    expect(await failure(rowsOf(xlsx([{ name: "a", rows: rows(20_001) }])))).toMatchObject({
      code: "IMPORT_TOO_MANY_ROWS",
      detail: { limit: 20_000 },
    });
  });

  it("refuses an archive that declares too much, declares falsely, is cut off, or is no workbook", async () => {
    const rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const parts = (declared?: number) => [
      {
        name: "xl/workbook.xml",
        content: utf8('<workbook><sheets><sheet name="a" r:id="s"/></sheets></workbook>'),
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        content: utf8(`<R><Relationship Id="s" Type="${rels}/worksheet" Target="a.xml"/></R>`),
      },
      {
        name: "xl/a.xml",
        content: utf8("<a/>".repeat(1_000_000)),
        ...(declared === undefined ? {} : { declared }),
      },
    ];
    expect((await failure(tableOf(zip(parts()), "a.xlsx"))).code).toBe("IMPORT_NO_HEADER");
    expect((await failure(rowsOf(zip(parts(4_000_000_000))))).code).toBe("IMPORT_TOO_LARGE");
    expect((await failure(rowsOf(zip(parts(1000))))).code).toBe("IMPORT_TOO_LARGE");
    const whole = xlsx([{ name: "a", rows: [HEADER, ["甲厂", "焊工"]] }]);
    for (let cut = 4; cut < whole.length; cut += 97) {
      expect((await failure(rowsOf(whole.subarray(0, cut)))).code).toBe("IMPORT_NOT_A_TABLE");
    }
    const word = zip([{ name: "word/document.xml", content: utf8("<w/>") }]);
    expect(await failure(rowsOf(word))).toMatchObject({
      code: "IMPORT_NOT_A_TABLE",
      detail: { kind: "archive" },
    });
  });
});

describe("template", () => {
  it("maps every column when read back; its example row is no posting", async () => {
    const { rows } = await rowsOf(await templateXlsx(TEMPLATE), { filename: "template.xlsx" });
    const layout = findLayout(rows);
    if (!layout) throw new Error("the template has no header");
    expect(layout.header).toEqual(TEMPLATE_COLUMNS.map(({ field }) => TEMPLATE.columns[field].name));
    const fields = fieldsOf(layout);
    expect(fields).toEqual(TEMPLATE_COLUMNS.map(({ field }) => field));
    expect(new Set(fields).size).toBe(fields.length);
    expect((await failure(tableOf(await templateXlsx(TEMPLATE)))).code).toBe("IMPORT_NO_ROWS");
    const filled = [...rows.map((row) => row.cells), ["1", "甲厂", "", "民营", "电焊工", "10"]];
    const { kinds, data } = await tableOf(xlsx([{ name: "a", rows: filled }]), "a.xlsx");
    expect(kinds).toEqual(["title", "header", "note", "data"]);
    expect(applyMapping(data[0]?.cells ?? [], layout.mapping)).toMatchObject({
      title: "电焊工",
      headcount: "10",
    });
  });
});
