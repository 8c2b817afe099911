import { sql } from "kysely";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { dryRun, setMapping } from "../../src/imports/index.ts";
import { HOME } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { code, fields } from "../support/refusals.ts";
import { xlsx } from "./reading/support.ts";
import { codesOf, importSheet, stage, tryOut } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterEach(() => sql`truncate import_batch, import_row, posting cascade`.execute(database.db));
afterAll(() => database.drop());

const HEADER = ["序号", "单位名称", "岗位名称", "招聘人数", "月薪", "联系人", "联系电话", "工作地点"];
const csv = (...rows: (string | null)[][]) => [HEADER, ...rows].map((cells) => cells.join(",")).join("\n");
const FIRM = ["葫芦岛甲厂", "焊工", "3", "5000元", "张经理", "0429-5550000", "兴城市"];
const own = (title: string, ...more: string[]) => ["", title, "2", "4000元", ...more];

describe("a row without an employer", () => {
  test("takes the employer above if it has no number of its own; the dry run counts and lists it", async () => {
    const { view, rows } = await tryOut(union, { bytes: csv(["1", ...FIRM], ["", ...own("车工")]) });
    expect(view.plan).toMatchObject({ rows: { create: 2 }, reasons: { EMPLOYER_CARRIED: 1 } });
    expect(rows[1]?.cells.slice(0, 7)).toEqual([
      "",
      "葫芦岛甲厂",
      "车工",
      "2",
      "4000元",
      "张经理",
      "0429-5550000",
    ]);
    expect(rows[1]?.reasons).toContainEqual({
      column: "单位名称",
      field: "enterpriseName",
      code: "EMPLOYER_CARRIED",
      text: "葫芦岛甲厂",
    });
  });

  test("is refused with a number of its own, and so are the rows below it; nothing is carried, no contact", async () => {
    const bytes = csv(["1", ...FIRM], ["2", ...own("司机")], ["", ...own("装卸工")], ["3", ...FIRM]);
    const { view, rows } = await tryOut(union, { bytes });
    expect(view.plan?.rows).toEqual({ create: 2, refuse: 2 });
    expect(rows.map((row) => row.plan)).toEqual(["create", "refuse", "refuse", "create"]);
    expect(rows[1]?.cells).toEqual(["2", "", "司机", "2", "4000元", "", "", ""]);
    expect([codesOf(rows[1])[0], codesOf(rows[2])[0]]).toEqual(["EMPLOYER_UNCLEAR", "EMPLOYER_MISSING"]);
  });

  test("takes the employer if its number is the employer's own, or the sheet has no numbers", async () => {
    const counted = csv(["1", ...FIRM], ["1", ...own("车工")], ["2", ...FIRM], ["2", ...own("钳工")]);
    expect((await tryOut(union, { bytes: counted })).view.plan?.rows).toEqual({ create: 4 });
    const plain = "单位名称,岗位名称,招聘人数\n葫芦岛甲厂,焊工,2\n,车工,3";
    expect((await tryOut(union, { bytes: plain })).view.plan?.rows).toEqual({ create: 2 });
  });

  test("takes the employer if its number is a part of the employer's", async () => {
    const parts = csv(
      ["1", ...FIRM],
      ["1-2", ...own("车工")],
      ["1.3", ...own("钳工")],
      ["11", ...own("司机")],
    );
    const { rows } = await tryOut(union, { bytes: parts });
    expect(rows.map((row) => row.plan)).toEqual(["create", "create", "create", "refuse"]);
  });

  test("is refused with another number in a column 编号 too, whatever the numbers look like", async () => {
    const bytes =
      "编号,企业,工种,人数,待遇\n一,葫芦岛甲厂,焊工,3,5000\n,,车工,3,5000\n二,,司机,2,5000\n三,葫芦岛乙厂,保安,2,3000";
    const { rows } = await tryOut(union, { bytes });
    expect(rows.map((row) => row.plan)).toEqual(["create", "create", "refuse", "create"]);
  });

  test("takes a merged employer, and one that stands alone above, in spite of its number", async () => {
    const merged = xlsx([
      { name: "a", rows: [HEADER, ["1", ...FIRM], ["2", null, "车工", "2", "4000元"]], merges: ["B2:B3"] },
    ]);
    const first = await tryOut(union, { bytes: merged, filename: "a.xlsx" });
    expect(first.view.plan?.rows).toEqual({ create: 2 });
    expect(first.view.plan?.reasons.EMPLOYER_CARRIED).toBeUndefined();
    const heading = csv(
      ["", "葫芦岛乙机械有限公司", ...Array(6).fill("")],
      ["1", ...own("车工")],
      ["2", ...own("钳工")],
    );
    const second = await tryOut(union, { bytes: heading });
    expect(second.rows.map((row) => [row.cells[1], row.plan])).toEqual([
      ["葫芦岛乙机械有限公司", "create"],
      ["葫芦岛乙机械有限公司", "create"],
    ]);
  });
});

describe("an employer that only a title names", () => {
  const rows = [
    ["关于葫芦岛丁重工有限公司春季用工需求的说明"],
    ["岗位", "人数", "薪资"],
    ["焊工", "5", "6000元"],
  ];
  const file = { bytes: xlsx([{ name: "Sheet1", rows }]), filename: "a.xlsx" };

  test("is proposed, and stands for every row once a person says so", async () => {
    const { id, sheets } = await stage(union, file);
    expect(sheets[0]).toMatchObject({ employer: null, employerProposed: "葫芦岛丁重工有限公司" });
    expect(await code(dryRun(union, { id }))).toBe("IMPORT_MAPPING_INCOMPLETE");
    const set = await setMapping(union, { id, options: { employers: { Sheet1: "葫芦岛丁重工有限公司" } } });
    expect(set.sheets[0]?.employer).toBe("葫芦岛丁重工有限公司");
    expect((await dryRun(union, { id })).plan?.rows).toEqual({ create: 1 });
    const back = await setMapping(union, { id, options: { employers: { Sheet1: "" } } });
    expect(back.options.employers).toEqual({});
  });

  test("is named without the year before it", async () => {
    const titled = [["2026年葫芦岛丁重工有限公司招聘岗位表"], ...rows.slice(1)];
    const id = await importSheet(union, {
      bytes: xlsx([{ name: "Sheet1", rows: titled }]),
      filename: "a.xlsx",
    });
    const stored = await sql`select e.name from posting p join enterprise e on e.id = p.enterprise_id
      where p.import_id = ${id}`.execute(database.db);
    expect(stored.rows).toEqual([{ name: "葫芦岛丁重工有限公司" }]);
  });

  test("may be the sheet's name; a name that names nobody is refused", async () => {
    const bytes = xlsx([{ name: "葫芦岛戊食品有限公司", rows: rows.slice(1) }]);
    const { id, sheets } = await stage(union, { bytes, filename: "a.xlsx" });
    expect(sheets[0]?.employerProposed).toBe("葫芦岛戊食品有限公司");
    const nobody = { id, options: { employers: { 葫芦岛戊食品有限公司: "某公司" } } };
    expect(await fields(setMapping(union, nobody))).toEqual([
      "options.employers.葫芦岛戊食品有限公司:MISSING",
    ]);
    const other = { id, options: { employers: { Sheet9: "葫芦岛甲厂" } } };
    expect(await fields(setMapping(union, other))).toEqual(["options.employers.Sheet9:UNKNOWN_SHEET"]);
  });

  test("is not proposed where titles name several, or a column names employers", async () => {
    const blocks =
      "企业名称：葫芦岛甲厂,,\n岗位,人数,薪资\n焊工,5,6000元\n企业名称：,葫芦岛乙置业有限公司,\n岗位,人数,薪资\n保安,2,3000元";
    expect((await stage(union, { bytes: blocks })).sheets[0]?.employerProposed).toBeNull();
    const column = await stage(union, { bytes: `葫芦岛甲机械有限公司招聘\n${csv(["1", ...FIRM])}` });
    expect(column.sheets[0]?.employerProposed).toBeNull();
  });
});

describe("a footer", () => {
  test.each([
    ["in the employer's column", ["", "招聘热线：0429-2000009 欢迎加微信"]],
    ["in the title's column", ["", "", "咨询电话：0429-2000009"]],
    ["in the first column", ["扫码关注“葫芦岛工会”公众号，更多岗位"]],
    ["over several cells", ["", "联系电话", "13800000001", "微信同号"]],
    ["without a colon", ["", "", "报名电话13800000001"]],
    ["with an address", ["", "报名地址：兴城市示例路8号"]],
    ["with the way", ["", "乘车路线：乘3路到示例站"]],
    ["with a name", ["", "联系人：张三 电话：13900000009"]],
    ["about the rows above", ["", "以上岗位均缴纳五险，联系电话13900000009"]],
    ["in the last column", ["", "", "", "", "", "", "", "了解更多岗位请扫描二维码"]],
  ])("%s is no posting", async (_, cells) => {
    const footer = [...cells, ...Array(HEADER.length - cells.length).fill("")];
    const { view } = await tryOut(union, { bytes: csv(["1", ...FIRM], ["", ...own("车工")], footer) });
    expect(view.counts).toMatchObject({ header: 1, data: 2, note: 1 });
    expect(view.counts.title).toBeUndefined();
    expect(view.plan?.rows).toEqual({ create: 2 });
  });

  test.each(["微信运营", "电话客服", "热线接线员", "网站编辑", "地址采集员"])(
    "the trade %s is none",
    async (title) => {
      const { view } = await tryOut(union, {
        bytes: csv(["1", ...FIRM], ["", ...own(title)], ["", "", title]),
      });
      expect(view.counts.data).toBe(3);
    },
  );
});

describe("equal rows", () => {
  const twice = csv(
    ["1", ...FIRM],
    ["2", "葫芦岛乙厂", ...FIRM.slice(1)],
    ["3", ...FIRM.slice(0, 4), "李经理", "0429-5550001", " 兴城市"],
  );

  test("are remarked at the later one, with the number of the first", async () => {
    const { view, rows } = await tryOut(union, { bytes: twice });
    expect(view.plan).toMatchObject({ rows: { create: 3 }, reasons: { ROW_EQUAL: 1 } });
    expect(rows[2]?.reasons).toContainEqual({ column: null, field: null, code: "ROW_EQUAL", text: "2" });
  });

  test("are shown to the officer who reviews", async () => {
    const id = await importSheet(union, { bytes: twice });
    const { rows } = await sql`select flags from posting where import_id = ${id}
      and flags @> '[{"code":"ROW_EQUAL"}]'`.execute(database.db);
    expect(rows).toHaveLength(1);
  });
});

test("a second phone stays with the contact and out of the name", async () => {
  const id = await importSheet(union, {
    bytes: csv(
      ["1", ...FIRM.slice(0, 4), "张经理 /13900000002", "0429-2000001", "兴城市"],
      ["2", "葫芦岛乙厂", ...FIRM.slice(1, 4), "李女士13900000003、王先生13900000004", "", "兴城市"],
      ["3", "葫芦岛丙厂", ...FIRM.slice(1, 4), "赵工（13900000005）", "13900000005", "兴城市"],
    ),
  });
  const { rows } =
    await sql`select p.contact_name, p.contact_phone from import_row r join posting p on p.id = r.posting_id
    where r.import_id = ${id} order by r.position`.execute(database.db);
  expect(rows).toEqual([
    { contactName: "张经理", contactPhone: "0429-2000001、13900000002" },
    { contactName: "李女士、王先生", contactPhone: "13900000003、13900000004" },
    { contactName: "赵工", contactPhone: "13900000005" },
  ]);
});

describe("an age is no size of an enterprise", () => {
  test.each(["18-55", "18—50", "18至45", "18-55岁", "20-50周岁", "45"])("%s", async (age) => {
    const bytes = `企业名称,岗位名称,招聘人数,性别/年龄/学历要求,薪资\n葫芦岛甲厂,普工,100,${age},4500元/月`;
    const { view, rows } = await tryOut(union, { bytes });
    expect([view.plan?.rows, codesOf(rows[0]).includes("COLUMNS_SLIPPED")]).toEqual([{ create: 1 }, false]);
  });

  test("a shifted row shows the cell, not a code of the program", async () => {
    const bytes = "企业名称,岗位名称,招聘人数,学历要求,薪资\n葫芦岛甲厂,普工,10,100-500人,4500元/月";
    const { rows } = await tryOut(union, { bytes });
    expect(rows[0]?.reasons[0]).toMatchObject({
      code: "COLUMNS_SLIPPED",
      field: "education",
      text: "100-500人",
    });
  });
});

describe("the county of the enterprise", () => {
  test("is proposed where the workplace names only its city, and is shown to the officer", async () => {
    await importSheet(union, { bytes: csv(["1", ...FIRM]) });
    await sql`update enterprise set county = '211481' where name = '葫芦岛甲厂'`.execute(database.db);
    const place = (text: string) => ["1", ...FIRM.slice(0, 6), text];
    const bytes = csv(place("葫芦岛市"), place("葫芦岛市绥中县"), place("锦州市"), place(""));
    const { rows } = await tryOut(union, { bytes });
    expect(rows[0]?.reasons).toContainEqual({
      column: "工作地点",
      field: "place",
      code: "COUNTY_PROPOSED",
      text: "兴城市",
    });
    expect(rows.slice(1).flatMap(codesOf)).not.toContain("COUNTY_PROPOSED");
    const id = await importSheet(union, { bytes });
    const stored = await sql`select p.city, p.county from import_row r join posting p on p.id = r.posting_id
      where r.import_id = ${id} order by r.position`.execute(database.db);
    expect(stored.rows).toEqual([
      { city: HOME, county: "211481" },
      { city: HOME, county: "211421" },
      { city: "210700", county: null },
      { city: null, county: null },
    ]);
  });
});
