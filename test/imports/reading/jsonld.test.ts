import { describe, expect, it } from "vitest";
import { applyMapping } from "../../../src/imports/reading/index.ts";
import { parsePay } from "../../../src/postings/reading/index.ts";
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
    [{ currency: "CNY", unitText: "HOUR", value: 25 }, "25元/小时"],
    [{ currency: "CNY", value: { value: "20-25", unitText: "HOUR" } }, "20-25元/小时"],
    [{ currency: "CNY", value: { value: "80000-120000", unitText: "YEAR" } }, "80000-120000元/年"],
    [{ currency: "CNY", value: { value: "12-18万", unitText: "YEAR" } }, "12-18万元/年"],
    [{ currency: "CNY", unitText: "YEAR", value: "90000 - 110000" }, "90000 - 110000元/年"],
    [{ currency: "CNY", value: { value: "20-25元/小时", unitText: "MONTH" } }, "20-25元/小时"],
    [{ currency: "CNY", value: { minValue: "4k", maxValue: "6k", unitText: "MONTH" } }, "4k-6k元/月"],
    [{ currency: "CNY", value: { minValue: 25, unitText: "per hour" } }, "25元以上/小时"],
    [{ currency: "CNY", value: { value: 120000, unitCode: "ANN" } }, "120000元/年"],
    [{ currency: "CNY", duration: "P1Y", median: 120000 }, "120000元/年"],
    [{ currency: "人民币", value: { value: "面议", unitText: "MONTH" } }, "面议"],
    [{ currency: "CNY", value: 0 }, undefined],
    [{ currency: "USD", value: { value: "80000-120000", unitText: "YEAR" } }, "USD 80000-120000/年"],
    [{ currency: "EUR", value: [{ minValue: 2800, unitText: "MONTH" }] }, "EUR 2800以上/月"],
    [{ value: { currency: "JPY", minValue: 200000, unitText: "MONTH" } }, "JPY 200000以上/月"],
    [{ price: 300, priceCurrency: "CNY", unitText: "DAY" }, "300元/天"],
    [{ minPrice: 10, maxPrice: 15, priceCurrency: "GBP", unitCode: "HUR" }, "GBP 10-15/小时"],
    [{ currency: "Chinese Yuan", value: { minValue: 5000, unitText: "monthly" } }, "5000元以上/月"],
    [{ currency: "人民币元", value: { value: "200 - 300", unitText: "日" } }, "200 - 300元/天"],
    [{ currency: "CNY", value: { value: "4000以上", unitText: "MONTH" } }, "4000以上/月"],
    [{ currency: "CNY", value: { minValue: "5,000.00", maxValue: "8,000.00" } }, "5000-8000元"],
    [
      { currency: "XYZ", value: { minValue: 5000, maxValue: 6000, unitText: "MONTH" } },
      "外币 XYZ 5000-6000/月",
    ],
    ["$80,000 - $120,000 a year", "$80,000 - $120,000 a year"],
    [
      [
        { currency: "USD", value: { value: 1000, unitText: "MONTH" } },
        { currency: "CNY", value: { value: 7000, unitText: "MONTH" } },
      ],
      "7000元/月",
    ],
    [undefined, undefined],
  ])("pay %j reads %s", async (baseSalary, pay) => {
    const [row] = await read(JSON.stringify({ ...posting, baseSalary }));
    expect(row?.pay).toBe(pay);
  });

  it("takes the currency of the posting for pay without one", async () => {
    const paid = (more: object) => read(JSON.stringify({ ...posting, baseSalary: "80000-120000", ...more }));
    expect((await paid({ salaryCurrency: "USD" }))[0]?.pay).toBe("USD 80000-120000");
    expect((await paid({ salaryCurrency: "CNY" }))[0]?.pay).toBe("80000-120000元");
  });

  it.each([
    [{ value: { value: "80000-120000", unitText: "YEAR" }, currency: "CNY" }, [80_000, 120_000, "year"]],
    [{ value: { value: "1500-2000", unitText: "DAY" }, currency: "CNY" }, [1500, 2000, "day"]],
    [{ value: { value: "80000 to 120000", unitText: "YEAR" } }, [80_000, 120_000, "year"]],
    [{ value: { value: 2000, unitText: "FORTNIGHT" }, currency: "CNY" }, [2000, 2000, null]],
    [{ value: { value: "80000-120000", unitText: "YEAR" }, currency: "USD" }, [null, null, null]],
    [{ value: { minValue: 180000, unitText: "MONTH" }, currency: "JPY" }, [null, null, null]],
    [{ value: { minValue: 5000, unitText: "MONTH" }, currency: "ALL" }, [null, null, null]],
    [{ value: { minValue: 5000, unitText: "MONTH" }, currency: "QQQ" }, [null, null, null]],
    [{ value: { minValue: 5000, maxValue: 6000, unitText: "MONTH" }, currency: "XYZ" }, [null, null, null]],
    [{ value: { value: "3000-4000", unitText: "MONTH", currency: "USD" } }, [null, null, null]],
    [{ value: "3000-4000美元", unitText: "MONTH", currency: "CNY" }, [null, null, null]],
    [{ value: { value: "15万-20万", unitText: "YEAR" }, currency: "CNY" }, [150_000, 200_000, "year"]],
    [{ value: { minValue: "18", maxValue: "22" }, unitText: "Hour", currency: "CNY" }, [18, 22, "hour"]],
  ])("the figures of pay %j are %j", async (baseSalary, figures) => {
    const [row] = await read(JSON.stringify({ ...posting, baseSalary }));
    const { minYuan, maxYuan, period } = parsePay(row?.pay ?? "");
    expect([minYuan, maxYuan, period]).toEqual(figures);
  });

  it.each([
    [
      "&lt;p&gt;职责&lt;/p&gt;&lt;ul&gt;&lt;li&gt;打包&amp;nbsp;发货&lt;/li&gt;&lt;/ul&gt;",
      "职责\n打包 发货",
    ],
    ["&amp;lt;p&amp;gt;职责&amp;lt;/p&amp;gt;打包", "职责\n打包"],
    ["&lt;li&gt;搬运 &amp;lt;20kg&lt;/li&gt;", "搬运 <20kg"],
    ["&lt;script&gt;alert(1)&lt;/script&gt;保洁&lt;br/&gt;清扫", "保洁\n清扫"],
    ['&lt;a href="https://example.com?a=1&amp;amp;b=2"&gt;打包&lt;/a&gt;', "打包"],
    ["<![CDATA[<p>打包</p>]]>", "打包"],
    ["&ldquo;打包&rdquo;&middot;&yen;5000", "“打包”·¥5000"],
    ["年龄<50岁，体重>45kg，会 C&C 操作", "年龄<50岁，体重>45kg，会 C&C 操作"],
    ["会用 List<String>，a<b 且 c>d", "会用 List<String>，a<b 且 c>d"],
  ])("the description %j becomes %j", async (description, duties) => {
    expect((await read(JSON.stringify({ ...posting, description })))[0]?.duties).toBe(duties);
  });

  it("resolves entities in names, too", async () => {
    const named = { ...posting, title: "包装工 &amp; 搬运工", hiringOrganization: "A&amp;B 有限公司" };
    const [row] = await read(JSON.stringify(named));
    expect([row?.title, row?.enterpriseName]).toEqual(["包装工 & 搬运工", "A&B 有限公司"]);
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
