import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { isCutOff, splitPay, splitTitle } from "../../src/postings/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { codesOf, importSheet, tryOut } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterAll(() => database.drop());

test.each([
  ["车工5人", "岗位", "车工", "5人"],
  ["刨工（3人）", "岗位", "刨工", "3人"],
  ["质检员 2名", "岗位", "质检员", "2名"],
  ["普工：10名", "岗位", "普工", "10名"],
  ["焊工×2人", "岗位", "焊工", "2人"],
  ["保安3-5人", "岗位", "保安", "3-5人"],
  ["保洁若干名", "岗位", "保洁", "若干名"],
  ["司机（两名）", "岗位", "司机", "两名"],
  ["叉车工招2人", "岗位", "叉车工", "2人"],
  ["钳工（4）", "岗位（人数）", "钳工", "4"],
])("the title %s", (text, heading, title, people) => {
  expect(splitTitle(text, heading)).toEqual({ title, people });
});

test.each(["二人转演员", "钳工（4）", "3号车间工人", "经纪人", "合伙人", "工程师（B2）", "5人"])(
  "the title %s stays whole",
  (text) => expect(splitTitle(text, "岗位")).toBeNull(),
);

test.each([
  ["5000-7000 五险一金 包吃住 双休", "5000-7000", "五险一金、包吃住、双休"],
  ["4500-6000元；包吃；13薪", "4500-6000元 13薪", "包吃"],
  ["面议；五险；有电工证优先", "面议", "五险、有电工证优先"],
  ["月薪6000元，餐补300元，全勤奖200元", "月薪6000元", "餐补300元、全勤奖200元"],
  ["200元/天、包吃", "200元/天", "包吃"],
  ["底薪3000+提成，缴五险", "底薪3000+提成", "缴五险"],
  ["4500以上", "4500以上", null],
])("pay and benefits: %s", (text, pay, benefits) => {
  expect(splitPay(text, "薪资福利")).toEqual({ pay, benefits });
});

test.each([
  ["五险、餐补300元", "薪资福利"],
  ["过节费500元", "福利待遇"],
  ["包吃住，5000元", "员工福利"],
])("no pay in %s under %s", (text, heading) => expect(splitPay(text, heading)).toBeNull());

test.each(["示例咨询有限...", "示例咨询有限…", "示例咨询有限", "示例重工股份", "示例咨询有限责任", "示例…"])(
  "the employer %s is cut off, and its row refused",
  async (name) => {
    expect(isCutOff(name)).toBe(true);
    const { rows } = await tryOut(union, { bytes: `企业名称,岗位名称,招聘人数\n${name},电焊工,3` });
    expect([rows[0]?.plan, codesOf(rows[0])[0]]).toEqual(["refuse", "EMPLOYER_CUT_OFF"]);
  },
);

test.each(["葫芦岛示例有限公司", "示例股份公司", "葫芦岛甲厂"])("%s is whole", (name) =>
  expect(isCutOff(name)).toBe(false),
);

const storedOf = async (bytes: string) => {
  const id = await importSheet(union, { bytes });
  const { rows } = await sql<Record<string, unknown>>`
    select p.title, p.headcount, p.education, p.experience_min_months, p.pay_text, p.benefits, p.facts, p.requirements
    from import_row r join posting p on p.id = r.posting_id
    where r.import_id = ${id} order by r.position`.execute(database.db);
  return rows;
};

describe("in a sheet", () => {
  test("education and experience of one column are both read", async () => {
    const rows = await storedOf(
      "企业名称,岗位名称,招聘人数,学历经验要求\n甲厂,电焊工,1,1-3年大专\n甲厂,车工,1,5天/周6个月学历不限\n甲厂,会计,1,经验不限本科",
    );
    expect(rows.map((row) => [row.education, row.experienceMinMonths, row.requirements])).toEqual([
      [4, 12, null],
      [0, null, "5天/周6个月"],
      [5, 0, null],
    ]);
  });

  test("pay and benefits of one column, and people in the title", async () => {
    const rows = await storedOf(
      "企业名称,岗位名称（人数）,薪资福利\n甲厂,车工5人,5000-7000 五险一金 包吃住\n甲厂,刨工（3人）,4500-6000元；包吃；13薪",
    );
    expect(rows.map((row) => [row.title, row.headcount, row.payText])).toEqual([
      ["车工", 5, "5000-7000"],
      ["刨工", 3, "4500-6000元 13薪"],
    ]);
    expect(rows[0]?.benefits).toEqual(expect.arrayContaining(["fiveInsurances", "meals", "dormitory"]));
  });

  test("what stands beside the pay counts as a condition too", async () => {
    const [row] = await storedOf("企业名称,岗位名称,招聘人数,薪资\n甲厂,车工,5,4500-7000元 包吃住 月休4天");
    expect(row).toMatchObject({
      payText: "4500-7000元 包吃住 月休4天",
      facts: { meals: true, dormitory: true, restDaysPerMonth: 4 },
    });
  });

  test.each([
    `"['五险', '包吃']"`,
    `"[""五险"", ""包吃""]"`,
    `"['五险','包吃',]"`.replace(",]", "]"),
    `"[五险, 包吃]"`,
    `"{""五险"",""包吃""}"`,
    `"(‘五险’，‘包吃’)"`,
  ])("the list %s is read", async (cell) => {
    const [row] = await storedOf(`企业名称,岗位名称,招聘人数,福利\n甲厂,车工,5,${cell}`);
    expect(row?.facts).toMatchObject({ benefitsText: "五险、包吃" });
  });

  test("an empty list is no value, and brackets of people stay", async () => {
    const rows = await storedOf(
      "企业名称,岗位名称,招聘人数,招聘条件,福利\n甲厂,车工,5,[持证上岗],[]\n甲厂,钳工,5,(有证优先),[]",
    );
    expect(rows.map((row) => [row.requirements, row.facts])).toEqual([
      ["[持证上岗]", {}],
      ["(有证优先)", {}],
    ]);
  });
});
