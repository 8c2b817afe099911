import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { getImport, takeBackImport } from "../../src/imports/index.ts";
import { countCall, editPosting, publishReposts } from "../../src/postings/index.ts";
import { closeImported, countActedOn } from "../../src/postings/store/taken-back.ts";
import { officer } from "../factories/actors.ts";
import { NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { importSheet, line, sheetOf } from "./support.ts";

const { database, services, union } = await cityWithEnterprise();
afterAll(() => database.drop());
beforeEach(async () => {
  await sql`truncate posting, import_batch, import_row, audit, outbox cascade`.execute(database.db);
});

const validThrough = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const source = { name: "兴城市总工会汇总" };
const rowsOf = (n: number, pay?: string) =>
  Array.from({ length: n }, (_, i) => line(i, { validThrough, ...(pay ? { pay } : {}) }));
const sheet = (n: number, pay?: string) => sheetOf(...rowsOf(n, pay));
/** The same rows with ids of the source, so that a changed row stays the same posting. */
const withIds = (n: number, pay?: string) => {
  const [header = "", ...rows] = sheet(n, pay).split("\n");
  return [`${header},岗位编号`, ...rows.map((row, i) => `${row},J${i}`)].join("\n");
};

type Stored = { id: string; title: string; status: string; payText: string; rev: number };
const stored = async () =>
  (
    await sql<Stored>`select id, title, status, pay_text, rev from posting order by created_at, title`.execute(
      database.db,
    )
  ).rows;
const statuses = async () => (await stored()).map(({ status }) => status);
const publicChanges = async () =>
  (
    await sql<{ op: string; n: number }>`
      select op, count(*)::int as n from outbox where kind = 'posting' and stream like '%public%' group by op order by op`.execute(
      database.db,
    )
  ).rows;

describe("a run that is taken back", () => {
  test("closes what it created and published, and the feed says so", async () => {
    const id = await importSheet(union, { bytes: sheet(3), source, publish: true });
    expect(await statuses()).toEqual(["published", "published", "published"]);
    expect(await takeBackImport(union, { id })).toMatchObject({ status: "takenBack" });
    expect(await statuses()).toEqual(["closed", "closed", "closed"]);
    expect(await publicChanges()).toEqual([
      { op: "close", n: 3 },
      { op: "put", n: 3 },
    ]);
  });

  test("closes drafts without a word in public", async () => {
    const id = await importSheet(union, { bytes: sheet(2), source });
    await takeBackImport(union, { id });
    expect([await statuses(), await publicChanges()]).toEqual([["closed", "closed"], []]);
  });

  test("may be run again, and then creates its postings anew", async () => {
    await takeBackImport(union, { id: await importSheet(union, { bytes: sheet(2), source }) });
    const again = await importSheet(union, { bytes: sheet(2), source });
    expect((await getImport(union, { id: again })).result?.rows).toEqual({ created: 2 });
    expect((await statuses()).sort()).toEqual(["closed", "closed", "draft", "draft"]);
  });

  test("gives changed postings their texts and their state back", async () => {
    await importSheet(union, { bytes: withIds(2), source, publish: true });
    const before = await stored();
    const id = await importSheet(union, { bytes: withIds(2, "1-2元/月"), source });
    expect(await statuses()).toEqual(["submitted", "submitted"]);
    await takeBackImport(union, { id });
    expect(await stored()).toEqual(before.map((one) => ({ ...one, rev: one.rev + 2 })));
    expect((await stored()).map(({ payText }) => payText)).toEqual(["6000-9000元/月", "6000-9000元/月"]);
    const third = await importSheet(union, { bytes: withIds(2), source });
    expect((await getImport(union, { id: third })).result?.rows).toEqual({ unchanged: 2 });
  });

  test("may have been published in bulk as a whole", async () => {
    const id = await importSheet(union, { bytes: sheet(2), source });
    expect(await publishReposts(union, { importId: id })).toMatchObject({ done: 2 });
    await takeBackImport(union, { id });
    expect(await statuses()).toEqual(["closed", "closed"]);
  });

  test("is taken back once, and only by an officer of its city", async () => {
    const id = await importSheet(union, { bytes: sheet(1), source });
    const stranger = await officer(services, NEIGHBOUR);
    await expect(takeBackImport(stranger, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const both = await Promise.allSettled([takeBackImport(union, { id }), takeBackImport(union, { id })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(takeBackImport(union, { id })).rejects.toMatchObject({ code: "IMPORT_STATE" });
  });
});

describe("a run on whose postings somebody acted", () => {
  const refused = async (id: string, act: (one: Stored) => Promise<unknown>) => {
    const [one] = await stored();
    if (!one) throw new Error("no posting");
    await act(one);
    const before = await stored();
    await expect(takeBackImport(union, { id })).rejects.toMatchObject({
      code: "IMPORT_ACTED_ON",
      detail: { facts: { postings: 1 } },
    });
    expect(await stored()).toEqual(before);
    expect(await getImport(union, { id })).toMatchObject({ status: "done" });
  };

  test("stays as it is after an edit", async () => {
    const id = await importSheet(union, { bytes: sheet(3), source });
    await refused(id, (one) =>
      editPosting(union, { id: one.id, ifRev: one.rev, patch: { duties: "焊接钢构件" } }),
    );
  });

  test("stays as it is after a call", async () => {
    const id = await importSheet(union, { bytes: sheet(3), source, publish: true });
    await refused(id, (one) => countCall(union, { id: one.id, channel: "web" }));
  });

  test("stays as it is after a later run changed a posting", async () => {
    const id = await importSheet(union, { bytes: withIds(3), source });
    await refused(id, () => importSheet(union, { bytes: withIds(1, "1-2元/月"), source }));
  });

  test("twin: without the locks, an edit between the question and the closing is lost", async () => {
    const importId = await importSheet(union, { bytes: sheet(1), source });
    const [one] = await stored();
    const ids = one ? [one.id] : [];
    const run = { importId, finishedAt: new Date() };
    await database.db.transaction().execute(async (tx) => {
      expect(await countActedOn(tx, run, ids)).toBe(0);
      await editPosting(union, { id: one?.id ?? "", ifRev: 1, patch: { duties: "焊接钢构件" } });
      expect(await closeImported(tx, ids)).toHaveLength(1);
    });
    expect(await statuses()).toEqual(["closed"]);
  });

  test("an edit and the taking back at once: one of them is refused", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await importSheet(union, { bytes: sheet(1), source: { name: `来源${round}` } });
      const one = (await stored()).find(({ status }) => status === "draft");
      const done = await Promise.allSettled([
        takeBackImport(union, { id }),
        editPosting(union, { id: one?.id ?? "", ifRev: 1, patch: { duties: "焊接钢构件" } }),
      ]);
      expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await sql`truncate posting, import_batch, import_row cascade`.execute(database.db);
    }
  });
});
