import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { getImport, runImport, setMapping, startImport } from "../../src/imports/index.ts";
import { editPosting, publishReposts, readLimits } from "../../src/postings/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { codesOf, importSheet, stage, tryOut } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterAll(() => database.drop());

const sexAge = "性别/年龄/学历要求";
const both = "学历经验要求";

/** Cell and heading, then education, experience, marks, and what is left. */
const CELLS: [string, string, string | null, string | null, string[], string | null][] = [
  ["男，18-50岁，初中以上，有焊工证", sexAge, "初中以上", null, ["男", "18-50岁"], "有焊工证"],
  ["男，45以下", sexAge, null, null, ["男", "45以下"], null],
  ["女 50岁以下 高中", sexAge, "高中", null, ["女", "50岁以下"], null],
  ["18-55", sexAge, null, null, ["18-55"], null],
  ["45", "年龄", null, null, ["45"], null],
  ["45岁以下男性身体健康", "年龄及其他要求", null, null, ["45岁以下", "男性"], "身体健康"],
  ["男:18-50；女:18-45", "年龄", null, null, ["18-50", "男", "18-45", "女"], null],
  ["男50女45以下", "年龄", null, null, ["50", "45以下", "男", "女"], null],
  ["女士优先，形象好", "性别", null, null, ["女士优先"], "形象好"],
  ["限女", "性别", null, null, ["限女"], null],
  ["90后", "年龄", null, null, ["90后"], null],
  ["不超过50周岁", "年龄", null, null, ["不超过50周岁"], null],
  ["25岁以上身体健康", "年龄", null, null, ["25岁以上"], "身体健康"],
  ["20-45岁之间，能倒班", "年龄", null, null, ["20-45岁之间"], "能倒班"],
  ["不限 50岁以下", "学历年龄", "不限", null, ["50岁以下"], null],
  ["男女不限，18周岁以上", "性别年龄", null, null, [], "男女不限，18周岁以上"],
  ["男装销售经验，子女教育", "其他要求", null, null, [], "男装销售经验，子女教育"],
  ["身高160-175cm，工龄10年以下", "其他要求", null, null, [], "身高160-175cm，工龄10年以下"],
  ["1-3年大专", both, "大专", "1-3年", [], null],
  ["经验不限本科", both, "本科", "经验不限", [], null],
  ["5天/周6个月学历不限", both, "学历不限", null, [], "5天/周6个月"],
  ["应届大专", both, "大专", "应届", [], "应届"],
  ["大专/3年以上", "学历/经验", "大专", "3年以上", [], null],
  ["经验1-3年 学历中专", "学历/经验", "学历中专", "经验1-3年", [], null],
  ["3年以上、高中及以上", "工作经验及学历", "高中及以上", "3年以上", [], null],
  ["不限", "学历/经验", "不限", "不限", [], null],
  ["有3年以上焊接经验者优先", "经验要求", null, null, [], "有3年以上焊接经验者优先"],
  ["高中（含）以上学历，持叉车证", "学历", "高中(含)以上学历", null, [], "持叉车证"],
  ["A2证", "学历要求", null, null, [], "A2证"],
  ["High school diploma or equivalent", "education", null, null, [], "High school diploma or equivalent"],
];

test.each(CELLS)("%s under %s", (text, heading, education, experience, marks, rest) => {
  const read = readLimits(text, heading);
  expect([read.education, read.experience, read.marked.map((one) => one.text), read.rest]).toEqual([
    education,
    experience,
    marks,
    rest,
  ]);
});

const HEADER = `企业名称,岗位名称,招聘人数,${sexAge},工作内容,工作地点,薪资,有效期`;
const lineOf = (cell: string, title = "电焊工") =>
  `葫芦岛甲厂,${title},3,"${cell}",焊接钢构件,兴城市,5000元/月,`;

const storedOf = async (id: string) =>
  (
    await sql<{
      id: string;
      education: number | null;
      requirements: string | null;
      flags: { code: string; text: string }[];
      facts: object;
    }>`
    select p.id, p.education, p.requirements, p.flags, p.facts from import_row r join posting p on p.id = r.posting_id
    where r.import_id = ${id} order by r.position`.execute(database.db)
  ).rows;

describe("a cell with sex, age, education and a certificate", () => {
  test("gives each of them: the certificate to the requirements, the limits to the officer", async () => {
    const bytes = [HEADER, lineOf("男，18-50岁，初中以上，有焊工证")].join("\n");
    const [row] = await storedOf(await importSheet(union, { bytes }));
    expect(row).toMatchObject({ education: 2, requirements: "有焊工证", facts: {} });
    expect(row?.flags).toEqual([
      { code: "SEX_LIMIT", field: "requirements", text: "男" },
      { code: "AGE_LIMIT", field: "requirements", text: "18-50岁" },
    ]);
  });

  test("is named in the dry run", async () => {
    const bytes = [HEADER, lineOf("初中以上，有焊工证"), lineOf("男，45以下", "车工")].join("\n");
    const { rows } = await tryOut(union, { bytes });
    expect(rows[0]?.reasons).toContainEqual({
      column: sexAge,
      field: "education",
      code: "CELL_REST",
      text: "有焊工证",
    });
    expect(codesOf(rows[1])).toEqual(expect.arrayContaining(["SEX_LIMIT", "AGE_LIMIT"]));
  });
});

test.each([
  ["男2女3", "电焊工", 5, "SEX_LIMIT"],
  ["2（女）", "电焊工", 2, "SEX_LIMIT"],
  ["5人，男女不限", "电焊工", 5, null],
  ["3", "包装工（女）", 3, "SEX_WORDING"],
  ["3", "女装导购", 3, null],
])("people %s and title %s", async (people, title, headcount, mark) => {
  const bytes = `企业名称,岗位名称,招聘人数\n葫芦岛甲厂,${title},${people.replace(",", "，")}`;
  const { rows } = await tryOut(union, { bytes });
  expect(codesOf(rows[0]).filter((code) => code.startsWith("SEX_"))).toEqual(mark ? [mark] : []);
  const id = await importSheet(union, { bytes });
  const stored = await sql`select p.headcount from import_row r join posting p on p.id = r.posting_id
    where r.import_id = ${id}`.execute(database.db);
  expect(stored.rows).toEqual([{ headcount }]);
});

describe("a marked posting", () => {
  const bytes = [HEADER, lineOf("男，45以下"), lineOf("高中", "车工")].join("\n");
  const source = { source: { name: "葫芦岛示例汇总" } };
  const published = (id: string) =>
    sql`select status from posting where id = ${id}`.execute(database.db).then(({ rows }) => rows[0]);

  test("is not published by an import, nor as a repost in bulk; the unmarked one is", async () => {
    const marked = [HEADER, lineOf("男，45以下", "钳工"), lineOf("高中", "铣工")].join("\n");
    const { id } = await stage(union, { bytes: marked, ...source });
    await setMapping(union, { id, options: { validThrough: soon() } });
    await startImport(union, { id, publish: true });
    await runImport(union, { importId: id });
    const view = await getImport(union, { id });
    expect(view.result).toMatchObject({ published: 1, unpublished: { POSTING_MARKED: 1 } });
    const [first] = await storedOf(id);
    const again = await publishReposts(union, { ids: [first?.id ?? ""], validThrough: soon() });
    expect(again).toEqual({ done: 0, skipped: [{ id: first?.id, code: "POSTING_MARKED" }] });
    expect(await published(first?.id ?? "")).toEqual({ status: "draft" });
  });

  test("keeps its mark when something else is edited, until the requirements are", async () => {
    const [row] = await storedOf(await importSheet(union, { bytes }));
    let ifRev = 1;
    const codes = async (patch: object) => {
      ifRev = (await editPosting(union, { id: row?.id ?? "", ifRev, patch })).rev;
      const { rows } = await sql<{
        flags: { code: string }[];
      }>`select flags from posting where id = ${row?.id}`.execute(database.db);
      return rows[0]?.flags.map(({ code }) => code) ?? [];
    };
    expect(await codes({ duties: "焊接" })).toEqual(expect.arrayContaining(["SEX_LIMIT", "AGE_LIMIT"]));
    expect(await codes({ requirements: row?.requirements })).toEqual(
      expect.arrayContaining(["SEX_LIMIT", "AGE_LIMIT"]),
    );
    expect(await codes({ requirements: "会看图纸" })).not.toContain("SEX_LIMIT");
  });
});

const soon = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
