import { sql } from "kysely";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { dryRun, listImportRows, runImport, setMapping, startImport } from "../../src/imports/index.ts";
import { createPosting, PostingInput } from "../../src/postings/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { postingInput } from "../factories/postings.ts";
import { struckOut, type TestSheet, xlsx } from "./reading/support.ts";
import { codesOf, importSheet, stage, tryOut } from "./support.ts";

const { database, union, company } = await cityWithEnterprise();
afterEach(() => sql`truncate import_batch, import_row, posting cascade`.execute(database.db));
afterAll(() => database.drop());

const HEADER = ["企业名称", "岗位名称", "招聘人数", "薪资", "联系电话", "备注"];
const line = (title: string, employer: string | null = "葫芦岛甲厂", remark: string | null = null) => [
  employer,
  title,
  "3",
  "5000元/月",
  "0429-5550000",
  remark,
];
const workbook = (sheet: Partial<TestSheet> & { rows: TestSheet["rows"] }, formats?: string[]) => ({
  bytes: xlsx([{ name: "岗位", ...sheet }], formats),
  filename: "a.xlsx",
});
const titlesOf = (rows: { cells: string[] }[]) => rows.map(({ cells }) => cells[1]);
const runOf = async (id: string) => {
  await startImport(union, { id });
  await runImport(union, { importId: id });
  const { rows } = await sql<{
    title: string;
  }>`select p.title from import_row r join posting p on p.id = r.posting_id
      where r.import_id = ${id} order by r.position`.execute(database.db);
  return rows.map(({ title }) => title);
};

describe("a row that nobody sees", () => {
  test.each([
    ["filtered", 'hidden="1"'],
    ["filtered, with the word true", "hidden='true'"],
    ["grouped away", 'outlineLevel="1" hidden="1"'],
    ["without height", 'ht="0" customHeight="1"'],
    ["of a quarter point", 'ht="0.25"'],
  ])("%s is left out, counted, and listed", async (_, attributes) => {
    const file = workbook({
      rows: [HEADER, line("焊工"), line("已招满"), line("车工")],
      rowAttributes: { 3: attributes },
    });
    const { id, view, rows } = await tryOut(union, file);
    expect(view.counts).toMatchObject({ data: 2, hidden: 1 });
    expect(view.plan?.rows).toEqual({ create: 2 });
    expect(titlesOf(rows)).toEqual(["焊工", "车工"]);
    const hidden = await listImportRows(union, { id, kind: "hidden", limit: 10 });
    expect(hidden.items.map(({ row, cells }) => [row, cells[1]])).toEqual([[3, "已招满"]]);
    expect(await runOf(id)).toEqual(["焊工", "车工"]);
  });

  test("a visible row of a sheet whose rows have no height by default", async () => {
    const file = workbook({
      before: '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>',
      rows: [HEADER, line("焊工"), line("旧岗位")],
      rowAttributes: { 1: 'hidden="0"', 2: 'ht="15"' },
    });
    expect((await tryOut(union, file)).view.counts).toMatchObject({ data: 1, hidden: 1 });
  });

  test("is imported if asked for; taking that back leaves it out again", async () => {
    const rows = [
      HEADER,
      line("铣工"),
      line("旧铣工"),
      line("划掉的").map((text) => text && struckOut(text)),
    ];
    const { id } = await tryOut(union, workbook({ rows, rowAttributes: { 3: 'hidden="1"' } }));
    const asked = await setMapping(union, { id, options: { hiddenRows: true } });
    expect([asked.counts, asked.rows.data, asked.options.hiddenRows]).toMatchObject([{ data: 3 }, 3, true]);
    expect(asked.counts.hidden).toBeUndefined();
    expect((await dryRun(union, { id })).plan?.rows).toEqual({ create: 3 });
    const back = await setMapping(union, { id, options: { hiddenRows: false } });
    expect(back.counts).toMatchObject({ data: 1, hidden: 1, struck: 1 });
    expect((await dryRun(union, { id })).plan?.rows).toEqual({ create: 1 });
    await setMapping(union, { id, options: { hiddenRows: true } });
    expect(await runOf(id)).toEqual(["铣工", "旧铣工", "划掉的"]);
  });

  test("lends its employer to no visible row", async () => {
    const file = workbook({
      rows: [
        HEADER,
        line("焊工"),
        line("刨工", "葫芦岛乙厂"),
        line("磨工", null),
        line("镗工", "葫芦岛丙厂"),
        line("钳工", null),
      ],
      rowAttributes: { 3: 'hidden="1"' },
    });
    const { rows } = await tryOut(union, file);
    expect(rows.map((row) => [row.cells[1], row.cells[0], row.plan])).toEqual([
      ["焊工", "葫芦岛甲厂", "create"],
      ["磨工", "", "refuse"],
      ["镗工", "葫芦岛丙厂", "create"],
      ["钳工", "葫芦岛丙厂", "create"],
    ]);
    expect(codesOf(rows[1])[0]).toBe("EMPLOYER_MISSING");
  });

  test("does not hide a merged employer that reaches into visible rows", async () => {
    const file = workbook({
      rows: [HEADER, line("焊工"), line("车工", null)],
      merges: ["A2:A3"],
      rowAttributes: { 2: 'hidden="1"' },
    });
    const { rows } = await tryOut(union, file);
    expect(rows.map((row) => [row.cells[1], row.cells[0], row.plan])).toEqual([
      ["车工", "葫芦岛甲厂", "create"],
    ]);
  });

  test("gives no header and no title, unless the sheet has no other", async () => {
    const codes = ["companyname", "jobname", "headcount", "salary", "phone", "remark"];
    const both = workbook({ rows: [codes, HEADER, line("焊工")], rowAttributes: { 1: 'hidden="1"' } });
    expect((await tryOut(union, both)).view.sheets[0]?.columns.map(({ name }) => name)).toEqual(HEADER);
    const only = workbook({ rows: [HEADER, line("焊工")], rowAttributes: { 1: 'hidden="1"' } });
    expect((await tryOut(union, only)).view.plan?.rows).toEqual({ create: 1 });
  });
});

describe("a row that is struck out", () => {
  test("is left out with its own count, the remark beside it not struck", async () => {
    const gone = line("取消的岗位", "葫芦岛甲厂", "已招满").map((text, at) =>
      text && at < 5 ? struckOut(text) : text,
    );
    const { id, view, rows } = await tryOut(union, workbook({ rows: [HEADER, line("焊工"), gone] }));
    expect(view.counts).toMatchObject({ data: 1, struck: 1 });
    expect(titlesOf(rows)).toEqual(["焊工"]);
    const struck = await listImportRows(union, { id, kind: "struck", limit: 10 });
    expect(titlesOf(struck.items)).toEqual(["取消的岗位"]);
  });

  test("one cell of a row is not read, and named", async () => {
    const cells = line("焊工").map((text, at) => (text && at === 4 ? struckOut(text) : text));
    const { rows } = await tryOut(union, workbook({ rows: [HEADER, cells] }));
    expect(rows[0]?.plan).toBe("create");
    expect(rows[0]?.reasons).toContainEqual({
      column: "联系电话",
      field: "contactPhone",
      code: "CELL_STRUCK",
      text: "0429-5550000",
    });
  });

  test("a struck-out part of a cell does not join the rest", async () => {
    const part = (text: string, struck: boolean) =>
      `<r>${struck ? "<rPr><strike/></rPr>" : ""}<t>${text}</t></r>`;
    const cells = line("焊工").map((text, at) =>
      at === 3
        ? `raw:<c r="REF" t="inlineStr"><is>${part("5000", true)}${part("6000元/月", false)}</is></c>`
        : text,
    );
    const { rows } = await tryOut(union, workbook({ rows: [HEADER, cells] }));
    expect(rows[0]?.cells[3]).toBe("6000元/月");
  });

  test("twin: a font that only other cells use, and a strike switched off, strike nothing", async () => {
    const off = `raw:<c r="REF" t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>焊工</t></r></is></c>`;
    const cells = line("焊工").map((text, at) => (at === 1 ? off : text));
    const { view } = await tryOut(union, workbook({ rows: [HEADER, cells] }));
    expect(view.counts).toEqual({ data: 1, header: 1 });
  });
});

describe("a column that nobody sees", () => {
  const rows = [HEADER, line("焊工", "葫芦岛甲厂", "该企业去年欠薪两起，内部掌握")];
  const hide = (attributes: string) => `<cols><col min="6" max="6" ${attributes}/></cols>`;

  test.each(['hidden="1" width="9"', 'hidden="true"', 'width="0" customWidth="1"', 'width="0.1"'])(
    "%s is not imported, and named",
    async (attributes) => {
      const file = workbook({ rows, before: hide(attributes) });
      const { id, view } = await tryOut(union, file);
      expect(view.sheets[0]?.columns[5]).toMatchObject({ name: "备注", field: "ignored", hidden: true });
      expect(await runOf(id)).toEqual(["焊工"]);
      const { rows: stored } = await sql<{ all: string }>`select posting::text as all from posting
        where import_id = ${id}`.execute(database.db);
      expect(stored[0]?.all).not.toContain("欠薪");
    },
  );

  test("is imported once a person says what it is", async () => {
    const { id } = await stage(union, workbook({ rows, before: hide('hidden="1"') }));
    const view = await setMapping(union, { id, mapping: { 岗位: { 5: "remark" } } });
    expect(view.sheets[0]?.columns[5]).toMatchObject({ field: "remark", hidden: true });
    await runOf(id);
    const { rows: stored } =
      await sql`select facts ->> 'remark' as remark from posting where import_id = ${id}`.execute(
        database.db,
      );
    expect(stored).toEqual([{ remark: "该企业去年欠薪两起，内部掌握" }]);
  });

  test("leaves its field to a visible column of the same name, and makes no posting of a row that is blank without it", async () => {
    const header = ["企业名称", "岗位名称", "联系电话", "手机"];
    const file = workbook({
      before: '<cols><col min="3" max="3" hidden="1"/></cols>',
      rows: [header, ["葫芦岛甲厂", "焊工", "13800000001", "0429-1"], [null, null, "13800000002", null]],
    });
    const { view } = await tryOut(union, file);
    expect(view.sheets[0]?.columns.map(({ field }) => field)).toEqual([
      "enterpriseName",
      "title",
      "ignored",
      "contactPhone",
    ]);
    expect(view.counts.data).toBe(1);
  });

  test("a number format that shows nothing hides the cell", async () => {
    const cells = line("焊工").map((text, at) =>
      at === 4 ? 'raw:<c r="REF" s="1"><v>13800000001</v></c>' : text,
    );
    const { rows: read } = await tryOut(union, workbook({ rows: [HEADER, cells] }, [";;;"]));
    expect(codesOf(read[0])).toContain("CELL_STRUCK");
  });
});

test("a hidden sheet is named", async () => {
  const bytes = xlsx([
    { name: "岗位", rows: [HEADER, line("焊工")] },
    { name: "内部", state: "hidden", rows: [HEADER, line("旧")] },
  ]);
  const { view } = await tryOut(union, { bytes, filename: "a.xlsx" });
  expect(view.skippedSheets).toEqual([{ name: "内部", why: "hidden" }]);
});

describe("characters that nobody sees", () => {
  test("are cleaned from a sheet's texts and column names", async () => {
    const bytes =
      "企业\u200b名称,岗位名称,工作地点,联系电话\n葫芦岛\u200b甲厂\ufeff,电\u00ad焊\u2060工,兴城\u200e市,\u202a0429-5550000\u202c";
    const id = await importSheet(union, { bytes });
    const { rows } = await sql`select p.title, p.place_text, p.contact_phone, e.name from posting p
      join enterprise e on e.id = p.enterprise_id where p.import_id = ${id}`.execute(database.db);
    expect(rows).toEqual([
      { title: "电焊工", placeText: "兴城市", contactPhone: "0429-5550000", name: "葫芦岛甲厂" },
    ]);
  });

  test("that reverse a name refuse the row; that reverse a figure empty the cell", async () => {
    const bytes = `企业名称,岗位名称,薪资\n葫芦岛\u202e厂甲,焊工,5000元/月\n葫芦岛甲厂,\u202e工焊,5000元/月\n葫芦岛甲厂,焊工,\u202e0009元/月`;
    const { rows } = await tryOut(union, { bytes });
    expect(rows.map((row) => row.plan)).toEqual(["refuse", "refuse", "create"]);
    expect(rows.every((row) => codesOf(row).includes("TEXT_REVERSED"))).toBe(true);
    expect(codesOf(rows[2])).toContain("MISSING_PAY");
  });

  test("in the form they are cleaned, or refused where they reverse", async () => {
    const input = await postingInput(company.member, company.enterprise.id);
    const made = await createPosting(company.member, { ...input, title: "电\u200b焊\ufeff工" });
    expect(made.title).toBe("电焊工");
    expect(PostingInput.safeParse({ ...input, title: "\u202e工焊电" }).success).toBe(false);
    expect(PostingInput.safeParse({ ...input, payText: "\u202e0005" }).success).toBe(false);
  });
});
