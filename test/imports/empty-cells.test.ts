import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { createPosting, editPosting, submitPosting } from "../../src/postings/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { postingInput } from "../factories/postings.ts";
import { fields } from "../support/refusals.ts";
import { xlsx } from "./reading/support.ts";
import { codesOf, importSheet, tryOut } from "./support.ts";

const { database, union, company } = await cityWithEnterprise();
afterAll(() => database.drop());

const HEADER = [
  "企业名称",
  "岗位名称",
  "招聘人数",
  "招聘条件",
  "工作内容",
  "工作地点",
  "薪资",
  "联系电话",
  "有效期",
];
const GOOD = [
  "葫芦岛示例船舶有限公司",
  "电焊工",
  "5",
  "持证",
  "按图焊接",
  "兴城市",
  "6000元/月",
  "0429-5550000",
  "",
];
/** Returns a complete row with other texts in some columns. */
const row = (changes: Record<string, string>) => HEADER.map((name, at) => changes[name] ?? GOOD[at] ?? "");
const csv = (...rows: string[][]) => [HEADER, ...rows].map((cells) => cells.join(",")).join("\n");
const ELEMENTS = [
  ["招聘人数", "MISSING_HEADCOUNT"],
  ["招聘条件", "MISSING_REQUIREMENTS"],
  ["工作内容", "MISSING_DUTIES"],
  ["工作地点", "MISSING_PLACE"],
  ["薪资", "MISSING_PAY"],
] as const;

describe("a cell that says nothing", () => {
  test.each([
    "#N/A",
    "null",
    "None",
    "nan",
    "N/A",
    "\\N",
    "(空)",
    "——",
    "/",
    "暂无",
    "略",
    "见附件",
    "TBD",
    "see website",
  ])("%s is missing in every statutory element, and no telephone", async (text) => {
    const all = Object.fromEntries([...ELEMENTS.map(([name]) => [name, text]), ["联系电话", text]]);
    const { view, rows } = await tryOut(union, { bytes: csv(row(all)) });
    expect(view.plan?.rows).toEqual({ create: 1 });
    expect(codesOf(rows[0])).toEqual(expect.arrayContaining(ELEMENTS.map(([, code]) => code)));
  });

  test("is stored as null, telephone included", async () => {
    const id = await importSheet(union, {
      bytes: csv(
        row({ 工作内容: "详见附件", 薪资: "NULL", 工作地点: "nan", 联系电话: "nan", 招聘人数: "-" }),
      ),
    });
    const { rows } =
      await sql`select duties, pay_text, place_text, contact_phone, headcount_text, requirements
      from posting where import_id = ${id}`.execute(database.db);
    expect(rows).toEqual([
      {
        duties: null,
        payText: null,
        placeText: null,
        contactPhone: null,
        headcountText: null,
        requirements: "持证",
      },
    ]);
  });

  test.each([
    ["企业名称", "EMPLOYER_MISSING"],
    ["岗位名称", "TITLE_MISSING"],
  ])("refuses the row under %s", async (name, code) => {
    const texts = ["#REF!", "null", "nan", "无", "——", "暂无", "见附件", "待定", "TBD"];
    const { view, rows } = await tryOut(union, { bytes: csv(...texts.map((text) => row({ [name]: text }))) });
    expect(view.plan?.rows).toEqual({ refuse: texts.length });
    expect(rows.map((one) => codesOf(one)[0])).toEqual(texts.map(() => code));
  });

  test("无 is an answer under a requirement, 面议 under pay", async () => {
    const { rows } = await tryOut(union, {
      bytes: csv(row({ 招聘条件: "无", 薪资: "面议" }), row({ 工作内容: "无", 工作地点: "面议" })),
    });
    expect(codesOf(rows[0])).not.toContain("MISSING_REQUIREMENTS");
    expect(codesOf(rows[0])).not.toContain("MISSING_PAY");
    expect(codesOf(rows[1])).toEqual(expect.arrayContaining(["MISSING_DUTIES", "MISSING_PLACE"]));
  });

  test("an error value is named with its address, in a workbook and in a text file", async () => {
    const error = (value: string) => `raw:<c r="REF" t="e"><v>${value}</v></c>`;
    const cells = row({ 薪资: error("#REF!"), 联系电话: error("#N/A") });
    const workbook = xlsx([{ name: "岗位", rows: [HEADER, GOOD, cells] }]);
    for (const file of [
      { bytes: workbook, filename: "a.xlsx" },
      { bytes: csv(GOOD, row({ 薪资: "#REF!", 联系电话: "#N/A" })) },
    ]) {
      const { view, rows } = await tryOut(union, file);
      expect(view.plan?.reasons.CELL_ERROR).toBe(1);
      expect(rows[1]?.reasons.filter(({ code }) => code === "CELL_ERROR")).toEqual([
        { column: "薪资", field: "pay", code: "CELL_ERROR", text: "G3 #REF!" },
        { column: "联系电话", field: "contactPhone", code: "CELL_ERROR", text: "H3 #N/A" },
      ]);
    }
  });

  test("a posting that was imported with such words loses them when its source changes", async () => {
    const sheet = (pay: string, phone: string) =>
      ["岗位编号,企业名称,岗位名称,薪资,联系电话", `n1,葫芦岛甲厂,电焊工,${pay},${phone}`].join("\n");
    const id = await importSheet(union, { bytes: sheet("5000元/月", "0429-1112222") });
    await sql`update posting set contact_phone = 'nan' where import_id = ${id}`.execute(database.db);
    await importSheet(union, { bytes: sheet("6000元/月", "nan") });
    const { rows } = await sql`select pay_text, contact_phone from posting where title = '电焊工'
      and source_key like 'id:%n1'`.execute(database.db);
    expect(rows).toEqual([{ payText: "6000元/月", contactPhone: null }]);
  });
});

describe("the posting's form", () => {
  const nothing = {
    duties: "见附件",
    requirements: "null",
    placeText: "暂无",
    payText: "N/A",
    headcount: "待定",
  };

  test("takes words that say nothing as missing", async () => {
    const input = await postingInput(company.member, company.enterprise.id, nothing);
    const draft = await createPosting(company.member, input);
    expect(draft).toMatchObject({
      duties: null,
      requirements: null,
      placeText: null,
      headcountText: null,
      missing: ["headcount", "requirements", "duties", "place", "pay"],
    });
    expect(draft.pay.text).toBeNull();
    const faults = await fields(submitPosting(company.member, { id: draft.id }));
    expect(faults).toEqual(expect.arrayContaining(["duties:MISSING", "payText:MISSING"]));
  });

  test("refuses a title that says nothing, new or edited", async () => {
    const input = await postingInput(company.member, company.enterprise.id);
    const refused = fields(createPosting(company.member, { ...input, title: "待定" }));
    expect(await refused).toEqual(["title:MISSING"]);
    const draft = await createPosting(company.member, input);
    const edit = editPosting(company.member, { id: draft.id, ifRev: draft.rev, patch: { title: "#N/A" } });
    expect(await fields(edit)).toEqual(["title:MISSING"]);
  });

  test("a draft stored before with such words cannot be submitted", async () => {
    const draft = await createPosting(
      company.member,
      await postingInput(company.member, company.enterprise.id),
    );
    await sql`update posting set duties = '见附件' where id = ${draft.id}`.execute(database.db);
    expect(await fields(submitPosting(company.member, { id: draft.id }))).toEqual(["duties:MISSING"]);
  });
});
