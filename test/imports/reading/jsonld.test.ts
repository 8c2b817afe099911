import { describe, expect, it } from "vitest";
import { applyMapping } from "../../../src/imports/reading/index.ts";
import { failure, gb18030, tableOf } from "./support.ts";

const posting = {
  "@context": "https://schema.org/",
  "@type": "JobPosting",
  title: "电焊工",
  identifier: { "@type": "PropertyValue", name: "某厂", value: "GW-17" },
  hiringOrganization: { "@type": "Organization", name: "阜新示例有限公司", taxID: "91210900MA0000000X" },
  jobLocation: {
    "@type": "Place",
    address: { addressRegion: "辽宁省", addressLocality: "阜新市", streetAddress: "细河区示例路8号" },
  },
  baseSalary: { currency: "CNY", value: { minValue: 5000, maxValue: 8000, unitText: "MONTH" } },
  description: "<p>焊接<b>钢结构</b>&amp;管道</p><ul><li>倒班</li></ul><script>x()</script>",
  datePosted: "2026-01-02",
  validThrough: "2026-12-31T00:00:00+08:00",
  totalJobOpenings: 5,
  employmentType: ["FULL_TIME"],
  educationRequirements: { credentialCategory: "high school" },
  experienceRequirements: { monthsOfExperience: 24 },
  directApply: true,
};
const read = async (text: string | Uint8Array, size?: number) => {
  const { data, layout } = await tableOf(text, "a.json", size);
  return data.map((row) => ({ row: row.row, ...applyMapping(row.cells, layout.mapping) }));
};

describe("JSON-LD JobPosting", () => {
  it("flattens a posting into columns", async () => {
    expect(await read(JSON.stringify(posting, null, 2))).toEqual([
      {
        ...{
          row: 1,
          sourceId: "GW-17",
          title: "电焊工",
          enterpriseName: "阜新示例有限公司",
          uscc: "91210900MA0000000X",
        },
        ...{ headcount: "5", employmentType: "全职", education: "高中", experience: "2年以上" },
        ...{ duties: "焊接钢结构&管道\n倒班", pay: "5000-8000元/月", place: "辽宁省阜新市细河区示例路8号" },
        ...{ postedAt: "2026-01-02", validThrough: "2026-12-31T00:00:00+08:00" },
      },
    ]);
  });

  it("reads arrays, graphs, lists, one per line, in pieces of any size", async () => {
    const second = { ...posting, title: '保安 "夜班" {a}[b]', identifier: "2" };
    const reference = { ...posting, hiringOrganization: { "@id": "#org" } };
    const graph = { "@graph": [reference, { "@id": "#org", "@type": "Organization", name: "乙厂" }, second] };
    const list = { "@type": "ItemList", itemListElement: [{ item: posting }, { item: second }] };
    for (const text of [
      JSON.stringify([posting, second], null, 1),
      `${JSON.stringify(posting)}\n${JSON.stringify(second)}\n`,
      JSON.stringify(list),
      JSON.stringify(graph),
    ]) {
      for (const size of [1, 13, 65_536]) {
        const rows = await read(text, size);
        expect(rows.map((r) => [r.row, r.title])).toEqual([
          [1, "电焊工"],
          [2, '保安 "夜班" {a}[b]'],
        ]);
      }
    }
    expect((await read(JSON.stringify(graph)))[0]?.enterpriseName).toBe("乙厂");
    expect((await read(gb18030(JSON.stringify([posting]))))[0]?.title).toBe("电焊工");
  });

  it.each([
    [{ currency: "CNY", value: { value: 300, unitText: "DAY" } }, "300元/天"],
    [{ currency: "CNY", minValue: 3000, unitText: "MONTH" }, "3000元以上/月"],
    [{ currency: "CNY", value: { maxValue: "8,000", unitText: "MONTH" } }, "8000元以下/月"],
    [{ currency: "USD", value: { minValue: 10, maxValue: 20, unitText: "HOUR" } }, "USD 10-20/小时"],
    [{ value: 150000, unitText: "YEAR" }, "150000元/年"],
    ["面议", "面议"],
    [{ currency: "CNY", value: { unitText: "MONTH" } }, undefined],
    [undefined, undefined],
  ])("pay %j reads %s", async (baseSalary, pay) => {
    const [row] = await read(JSON.stringify({ ...posting, baseSalary }));
    expect(row?.pay).toBe(pay);
  });

  it.each([
    ['[{"title":"a"},\n {"title":}]', 2, 11],
    ['[{"title":"a"}\n,{"title":"b"', 2, undefined],
    ['[{"title":"a"} {"title":"b"}]', 1, 16],
    ['[{"title":"a"},]', 1, 16],
    ['[{"title":"a"}', 1, undefined],
    ['{"title":"a"}\n{"title" "b"}', 2, 10],
    ['{"title":"a"}\n]', 2, 1],
  ])("names the position in invalid %j", async (text, line, column) => {
    for (const size of [1, 1000]) {
      const { code, detail } = await failure(tableOf(text, "a.json", size));
      expect([code, detail.line]).toEqual(["IMPORT_JSON_INVALID", line]);
      if (column !== undefined) expect(detail.column).toBe(column);
    }
  });

  it("names a file without a posting", async () => {
    expect((await failure(tableOf("[]", "a.json"))).code).toBe("IMPORT_NO_ROWS");
    expect((await failure(tableOf('{"@type":"Organization","name":"a"}', "a.json"))).code).toBe(
      "IMPORT_NO_ROWS",
    );
  });
});
