import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { dryRun, runImport, setMapping, startImport } from "../../src/imports/index.ts";
import { completePostings, parseValidity, publishReposts } from "../../src/postings/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { codesOf, stage, tryOut } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterAll(() => database.drop());

test.each([
  ["2026-12-31", "2026-12-31"],
  ["2026-11-01至2026-12-31", "2026-12-31"],
  ["2026年11月1日—2026年12月31日", "2026-12-31"],
  ["2026.11.1-12.31", "2026-12-31"],
  ["2026年12月20日-1月20日", "2027-01-20"],
  ["2026年11月1日至30日", "2026-11-30"],
  ["2026-11-01 00:00:00 ~ 2026-12-31 23:59:59", "2026-12-31"],
  ["即日起至2026年12月31日", "2026-12-31"],
  ["截至2026/12/31", "2026-12-31"],
  ["2026年12月底", "2026-12-31"],
  ["2027-02", "2027-02-28"],
  ["31/12/2026", "2026-12-31"],
  ["12/31/2026", "2026-12-31"],
  ["05/06/2026", null],
  ["12月31日", null],
  ["发布之日起30天", null],
  ["明年春节前", null],
  ["2026-13-45", null],
  ["2026年2月1日-31日", null],
])("%s ends on %s", (text, day) => {
  expect(parseValidity(text)).toBe(day);
});

const csv = (name: string, ...dates: string[]) =>
  [
    `企业名称,岗位名称,招聘人数,招聘条件,工作内容,工作地点,薪资,${name}`,
    ...dates.map((date, at) => `葫芦岛甲厂,电焊工${at},3,持证,焊接,兴城市,5000元/月,${date}`),
  ].join("\n");

test.each([
  "结束时间",
  "结束日期",
  "招聘起止时间",
  "起止日期",
  "招聘结束时间",
  "终止日期",
  "下架时间",
  "报名截止时间",
  "招聘期限",
  "失效时间",
  "信息有效期止",
  "岗位终止日期",
])("a column %s is the validity", async (name) => {
  const { sheets } = await stage(union, { bytes: csv(name, "2026-12-31", "2027-01-31") });
  expect(sheets[0]?.columns.at(-1)).toMatchObject({ name, field: "validThrough" });
});

test("a column of clock times is no date", async () => {
  const { sheets } = await stage(union, { bytes: csv("结束时间", "17:00", "17:30") });
  expect(sheets[0]?.columns.at(-1)?.field).toBe("workTime");
});

const soon = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);

describe("a date that cannot be read", () => {
  const bytes = csv("有效期", "发布之日起30天", "", "长期有效");
  const run = async () => {
    const { id } = await stage(union, { bytes, source: { name: "葫芦岛示例汇总" } });
    await setMapping(union, { id, options: { validThrough: soon } });
    await dryRun(union, { id });
    await startImport(union, { id });
    await runImport(union, { importId: id });
    const stored = () =>
      sql<{ id: string; validThrough: string | null; missing: string[]; status: string }>`
        select p.id, p.valid_through::text, p.missing, p.status from import_row r join posting p on p.id = r.posting_id
        where r.import_id = ${id} order by r.position`.execute(database.db);
    return { id, stored };
  };

  test("is filled over neither by the import, nor by later completion, nor by a bulk publication", async () => {
    const { id, stored } = await run();
    const dates = async () => (await stored()).rows.map(({ validThrough }) => validThrough);
    expect(await dates()).toEqual([null, soon, soon]);
    await completePostings(union, { importId: id, validThrough: soon, suggestDuties: false });
    expect(await dates()).toEqual([null, soon, soon]);
    const [first] = (await stored()).rows;
    expect(first?.missing).toEqual(["validThrough"]);
    const result = await publishReposts(union, { importId: id, validThrough: soon });
    expect(result).toEqual({ done: 2, skipped: [{ id: first?.id, code: "VALIDITY_MISSING" }] });
  });

  test("is named, and so is an end in the past", async () => {
    const { rows } = await tryOut(union, { bytes: csv("有效期", "待续", "下月中旬", "2020-01-01") });
    expect(codesOf(rows[1])).toContain("DATE_UNREAD");
    expect(codesOf(rows[2])).toContain("VALIDITY_PAST");
  });
});

test.each([
  ["2021-03-01", "", true],
  ["2021-03-01", soon, false],
  [new Date().toISOString().slice(0, 10), "", false],
])("published %s, valid until %s: asked about %s", async (posted, end, asked) => {
  const bytes = `企业名称,岗位名称,招聘人数,发布日期,有效期\n葫芦岛甲厂,电焊工,3,${posted},${end}`;
  const { rows } = await tryOut(union, { bytes });
  expect(codesOf(rows[0]).includes("POSTED_LONG_AGO")).toBe(asked);
});

test("an ignored column of long texts is shown, until a person says what it is", async () => {
  const bytes =
    "企业名称,岗位名称,招聘人数,杂项甲\n葫芦岛甲厂,电焊工,3,负责按图纸焊接钢构件并清理现场焊渣\n葫芦岛甲厂,车工,3,负责车削零件并按图纸检查尺寸和光洁度";
  const { id, sheets } = await stage(union, { bytes });
  expect(sheets[0]?.columns.at(-1)).toMatchObject({ field: "ignored", longIgnored: true });
  const set = await setMapping(union, { id, mapping: { "": { 3: "duties" } } });
  expect(set.sheets[0]?.columns.at(-1)).toMatchObject({ field: "duties", longIgnored: false });
});
