import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { getImport, runImport, setMapping, startImport } from "../../src/imports/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { importSheet, line, sheetOf, stage } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterAll(() => database.drop());

const validThrough = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const sheet = (title: string) => sheetOf(line(1, { validThrough }).replace("电焊工1", title));
const sources = async () =>
  (
    await sql<{ title: string; status: string; sourceName: string | null }>`
      select title, status, source_name from posting order by title`.execute(database.db)
  ).rows;

test("a file's name is no source: without one nothing of an unverified employer is published", async () => {
  const id = await importSheet(union, { bytes: sheet("钳工"), filename: "messy.csv", publish: true });
  expect((await getImport(union, { id })).result).toMatchObject({
    published: 0,
    unpublished: { SOURCE_UNKNOWN: 1 },
  });
  expect(await sources()).toEqual([{ title: "钳工", status: "draft", sourceName: null }]);
});

test("a source that was given with the columns is published with the posting", async () => {
  const { id } = await stage(union, { bytes: sheet("铣工"), filename: "messy.csv" });
  await setMapping(union, { id, options: { sourceName: "兴城市总工会汇总" } });
  await startImport(union, { id, publish: true });
  await runImport(union, { importId: id });
  expect((await sources()).find(({ title }) => title === "铣工")).toEqual({
    title: "铣工",
    status: "published",
    sourceName: "兴城市总工会汇总",
  });
});
