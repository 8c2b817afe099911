import { afterAll, expect, test } from "vitest";
import { dryRun, runImport, setMapping, startImport } from "../../src/imports/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { fields } from "../support/refusals.ts";
import { importSheet, stage } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterAll(() => database.drop());

const EMPLOYER = "葫芦岛示例船舶有限公司";
const ROWS = [
  [EMPLOYER, "电焊工", "5", "高中", "6000-9000元/月", "葫芦岛兴城市"],
  [EMPLOYER, "起重工", "2", "初中", "5000元/月", "葫芦岛兴城市"],
];
const csv = (...rows: string[][]) => rows.map((cells) => cells.join(",")).join("\n");

const postingsOf = (importId: string) =>
  database.db
    .selectFrom("posting")
    .select(["title", "payMinYuan", "headcount", "education"])
    .where("importId", "=", importId)
    .orderBy("headcount")
    .execute();

test("columns without names wait for a person, who confirms the proposal or another mapping", async () => {
  const view = await stage(union, { bytes: csv(["1", "2", "3", "4", "5", "6"], ...ROWS) });
  expect(view.sheets[0]).toMatchObject({ unnamed: true, employer: null });
  expect(view.sheets[0]?.columns.map(({ name, proposed, samples }) => [name, proposed, samples[0]])).toEqual([
    ["A", "enterpriseName", EMPLOYER],
    ["B", "title", "电焊工"],
    ["C", "headcount", "5"],
    ["D", "education", "高中"],
    ["E", "pay", "6000-9000元/月"],
    ["F", "place", "葫芦岛兴城市"],
  ]);
  const { id } = view;
  const unconfirmed = ["mapping:UNCONFIRMED"];
  expect(await fields(dryRun(union, { id }))).toEqual(unconfirmed);
  await setMapping(union, { id, options: { fillDuties: true } });
  expect(await fields(startImport(union, { id, publish: false }))).toEqual(unconfirmed);

  await setMapping(union, { id, mapping: { "": { "3": "ignored" } } });
  expect((await dryRun(union, { id })).plan?.rows).toEqual({ create: 2 });
  await startImport(union, { id, publish: false });
  await runImport(union, { importId: id });
  expect(await postingsOf(id)).toEqual([
    { title: "起重工", payMinYuan: 5000, headcount: 2, education: null },
    { title: "电焊工", payMinYuan: 6000, headcount: 5, education: null },
  ]);
});

test("each table of a file is read by its own column names", async () => {
  const bytes = csv(
    ["企业名称", "招聘岗位", "人数", "学历要求", "薪资待遇", "工作地点"],
    ...ROWS,
    ["薪资待遇", "招聘岗位", "企业名称", "人数", "工作地点", "学历要求"],
    ["4000元/月", "会计", EMPLOYER, "7", "葫芦岛兴城市", "大专"],
  );
  expect(await postingsOf(await importSheet(union, { bytes }))).toMatchObject([
    { title: "起重工", payMinYuan: 5000 },
    { title: "电焊工", payMinYuan: 6000 },
    { title: "会计", payMinYuan: 4000, headcount: 7 },
  ]);
});
