import { describe, expect, it } from "vitest";
import { applyMapping, type Layout } from "../../../src/imports/reading/index.ts";
import { csvText, failure, fieldsOf, tableOf } from "./support.ts";

const ROWS = [
  ["阜新示例铸造有限公司", "造型工", "6", "初中", "1-3年", "5000-7000元/月", "阜新市细河区", "13800000001"],
  [
    "锦州示例食品有限公司",
    "包装工",
    "20",
    "不限学历",
    "无需经验",
    "4500元/月",
    "锦州市凌河区",
    "13800000002",
  ],
  ["盘锦示例化工有限公司", "仪表工", "2", "大专", "3-5年", "面议", "盘锦市兴隆台区", "0427-2800000"],
];
const FIELDS = [
  ...["enterpriseName", "title", "headcount", "education", "experience", "pay", "place", "contactPhone"],
];

describe("a table without column names", () => {
  it("gets column letters for names, and a mapping proposed from its cells", async () => {
    const { layout, kinds } = await tableOf(csvText(ROWS));
    expect(kinds).toEqual(["data", "data", "data"]);
    expect(layout).toMatchObject({ unnamed: true, header: [..."ABCDEFGH"], headerRows: [] });
    expect(fieldsOf(layout)).toEqual(FIELDS);
  });

  it.each([
    ["numbers", ["1", "2", "3", "4", "5", "6", "7", "8"]],
    ["marks of a form", ["甲", "乙", "1", "2", "3", "4", "5", "6"]],
    ["letters", [..."ABCDEFGH"]],
    ["a program's names", [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `Unnamed: ${n}`)],
    ["names of a spreadsheet", [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `列${n}`)],
  ])("may have a row of %s above it", async (_, header) => {
    const { layout, kinds } = await tableOf(csvText([header, ...ROWS]));
    expect(kinds).toEqual(["header", "data", "data", "data"]);
    expect(layout).toMatchObject({ unnamed: true, header: [..."ABCDEFGH"] });
    expect(fieldsOf(layout)).toEqual(FIELDS);
  });

  it("has titles above it, and dates whose later column is the end", async () => {
    const dated = ROWS.map((row, at) => [...row, `2026-11-0${at + 1}`, `2027-03-0${at + 1}`]);
    const { layout, kinds } = await tableOf(csvText([["某市招聘岗位", ...Array(9).fill("")], ...dated]));
    expect(kinds).toEqual(["title", "data", "data", "data"]);
    expect(layout.titles).toEqual(["某市招聘岗位"]);
    expect(fieldsOf(layout).slice(8)).toEqual(["postedAt", "validThrough"]);
  });

  it("is refused if its cells are none of a job sheet", async () => {
    const places = [1, 2, 3].map((n) => [`121.70${n}`, `41.60${n}`, `18${n}`]);
    expect((await failure(tableOf(csvText(places)))).code).toBe("IMPORT_NO_HEADER");
    const prose = [1, 2, 3].map((n) => [`第${n}段说明写在这里`, "写完为止"]);
    expect((await failure(tableOf(csvText(prose)))).code).toBe("IMPORT_NO_HEADER");
  });
});

it("a row of numbers below the column names is no posting", async () => {
  const { kinds } = await tableOf(
    csvText([
      ["企业名称", "岗位名称", "人数", "薪资待遇"],
      ["1", "2", "3", "4"],
      ["甲有限公司", "电焊工", "5", "5000元/月"],
    ]),
  );
  expect(kinds).toEqual(["header", "repeatHeader", "data"]);
});

describe("a file whose header changes inside", () => {
  const first = [
    ["企业名称", "岗位名称", "人数", "薪资待遇"],
    ["甲有限公司", "电焊工", "5", "5000元/月"],
    ["乙有限公司", "保安", "2", "3000元/月"],
  ];
  const second = [
    ["联系电话", "招聘岗位", "用人单位", "工作地点", "学历要求", "有效期"],
    ["13800000001", "会计", "丙有限公司", "锦州市凌河区", "大专", "2027-03-01"],
  ];
  const postingsOf = async (rows: string[][]) => {
    const { data, layouts } = await tableOf(csvText(rows));
    return data.map((row) => {
      const layout = layouts.find(({ sheet = "" }) => sheet === row.sheet);
      return { sheet: row.sheet, ...applyMapping(row.cells, layout?.mapping ?? {}) };
    });
  };
  const read = [
    { sheet: "", title: "电焊工", enterpriseName: "甲有限公司", headcount: "5", pay: "5000元/月" },
    { sheet: "", title: "保安", enterpriseName: "乙有限公司" },
  ];

  it("is read table by table, each with its own columns", async () => {
    expect(await postingsOf([...first, ["", "", "", ""], ...second])).toMatchObject([
      ...read,
      { sheet: ":5", title: "会计", enterpriseName: "丙有限公司", education: "大专" },
    ]);
  });

  it("also if the second table is the longer one, or one of many", async () => {
    const many = Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? first : second)).flat();
    const postings = await postingsOf(many);
    expect(postings).toHaveLength(45);
    expect(postings.filter(({ title }) => title === "会计")).toHaveLength(15);
    expect(new Set(postings.map(({ sheet }) => sheet)).size).toBe(30);
    expect(postings.every((posting) => posting.enterpriseName?.endsWith("有限公司"))).toBe(true);
  });

  it("keeps the rows above its first header", async () => {
    const { layouts, data } = await tableOf(csvText([...ROWS, ...second]));
    expect(layouts.map(({ unnamed = false, sheet = "" }) => [unnamed, sheet])).toEqual([
      [true, ""],
      [false, ":4"],
    ]);
    expect(data).toHaveLength(4);
    // The rows of the second table are no samples of the first one.
    expect(fieldsOf(layouts[0] as Layout)).toEqual(FIELDS);
  });

  it("a repeated header starts no table", async () => {
    const { layouts, kinds } = await tableOf(csvText([...first, ...first]));
    expect(layouts).toHaveLength(1);
    expect(kinds).toEqual(["header", "data", "data", "repeatHeader", "data", "data"]);
  });
});
