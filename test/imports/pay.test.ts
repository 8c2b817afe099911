import { afterAll, describe, expect, test } from "vitest";
import { dryRun, listImportRows } from "../../src/imports/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { importSheet, line, sheetOf, stage } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterAll(() => database.drop());

const rowsOf = (importId: string) =>
  database.db
    .selectFrom("posting")
    .select(["title", "payText", "payMinYuan", "payMaxYuan", "payPeriod", "flags", "benefits", "facts"])
    .where("importId", "=", importId)
    .orderBy("title")
    .execute();

describe("pay in another currency", () => {
  const sheet = () =>
    sheetOf(
      line(1, { pay: "月薪18-20万日元" }),
      line(2, { pay: "3000-5000美元/月" }),
      line(3, { pay: "8000元（约1100美元）" }),
      line(4, { pay: "面议" }),
    );

  test("the dry run names the reason, with column and currency", async () => {
    const { id } = await stage(union, { bytes: sheet() });
    const { plan } = await dryRun(union, { id });
    expect(plan?.reasons).toMatchObject({ PAY_FOREIGN: 2, PAY_NEGOTIABLE: 1 });
    expect(plan?.reasons.PAY_UNREAD).toBeUndefined();
    const { items } = await listImportRows(union, { id, limit: 20, reason: "PAY_FOREIGN" });
    expect(items.flatMap(({ reasons }) => reasons.filter(({ code }) => code === "PAY_FOREIGN"))).toEqual([
      { column: "薪资待遇", field: "pay", code: "PAY_FOREIGN", text: "日元" },
      { column: "薪资待遇", field: "pay", code: "PAY_FOREIGN", text: "美元" },
    ]);
  });

  test("the postings keep the text and have no figures", async () => {
    const rows = await rowsOf(await importSheet(union, { bytes: sheet() }));
    expect(rows.map((row) => [row.payText, row.payMinYuan, row.payMaxYuan, row.payPeriod])).toEqual([
      ["月薪18-20万日元", null, null, null],
      ["3000-5000美元/月", null, null, null],
      ["8000元（约1100美元）", 8000, 8000, "month"],
      ["面议", null, null, null],
    ]);
    expect(rows[0]?.flags).toEqual([{ code: "PAY_FOREIGN", field: "payText", text: "日元" }]);
  });
});

test("facts and benefits that stand in the pay text are read", async () => {
  const id = await importSheet(union, { bytes: sheetOf(line(11, { pay: "计件 4500-7000 包吃住 月休4天" })) });
  const [row] = await rowsOf(id);
  expect(row).toMatchObject({ payMinYuan: 4500, payMaxYuan: 7000, benefits: ["dormitory", "meals"] });
  expect(row?.facts).toMatchObject({ pieceRate: true, restDaysPerMonth: 4 });
});

test("a phone number and a deposit in the pay text are flagged", async () => {
  const id = await importSheet(union, {
    bytes: sheetOf(line(12, { pay: "5000元/月 押金200 电话13800138000" })),
  });
  const [row] = await rowsOf(id);
  expect(row?.flags).toEqual([
    { code: "PHONE_IN_TEXT", field: "payText", text: "13800138000" },
    { code: "FEES_WORDING", field: "payText", text: "押金200" },
  ]);
});

test("JSON-LD keeps the unit and the currency of a range that is written as text", async () => {
  const posting = (title: string, baseSalary: object) => ({
    ...{ "@context": "https://schema.org", "@type": "JobPosting", title, description: "研发" },
    ...{
      hiringOrganization: { name: "锦州示例食品有限公司" },
      jobLocation: { address: "锦州市" },
      baseSalary,
    },
  });
  const bytes = JSON.stringify([
    posting("甲岗", { currency: "CNY", value: { value: "80000-120000", unitText: "YEAR" } }),
    posting("乙岗", { currency: "CNY", value: { value: "20-25", unitText: "HOUR" } }),
    posting("丙岗", { currency: "USD", value: { value: "80000-120000", unitText: "YEAR" } }),
  ]);
  const rows = await rowsOf(await importSheet(union, { bytes, filename: "a.json" }));
  const read = rows.map((row) => [row.title, row.payMinYuan, row.payMaxYuan, row.payPeriod]);
  expect(read).toEqual([
    ["丙岗", null, null, null],
    ["乙岗", 20, 25, "hour"],
    ["甲岗", 80_000, 120_000, "year"],
  ]);
});
