import { afterAll, describe, expect, test } from "vitest";
import type { Flag } from "../../../db/schema/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import {
  approvePosting,
  approveSeveral,
  createPosting,
  getManagedPosting,
  isMarked,
  returnPosting,
  rewriteWording,
  submitPosting,
} from "../../../src/postings/index.ts";
import { readAgain } from "../../../src/postings/reading/wording/again/read-again.ts";
import { selectLiveAfter, updateFlags } from "../../../src/postings/store/wording-pass.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { postingInput } from "../../factories/postings.ts";
import { code, fields } from "../../support/refusals.ts";

const { database, services, union, company } = await cityWithEnterprise();
afterAll(() => database.drop());

/** A posting as an employer sent it: every sentence of its requirements breaks a law. */
const SEEN = {
  title: "普工（童工也可）",
  requirements: "性别：男，15岁以上，无乙肝，入职需缴培训费500元，外地勿投，限汉族",
};

async function submitted(words: Partial<typeof SEEN & { payText: string }>) {
  const input = await postingInput(company.member, company.enterprise.id, words);
  return submitPosting(company.member, { id: (await createPosting(company.member, input)).id });
}

describe("a posting with words that a law forbids", () => {
  test("is flagged with each of them, and never rejected at the door", async () => {
    const { id, status } = await submitted(SEEN);
    expect(status).toBe("submitted");
    const { flags } = await getManagedPosting(union, id);
    expect(flags.map((flag) => [flag.code, flag.field, flag.text])).toEqual([
      ["MINOR_WORDING", "title", "童工"],
      ["SEX_WORDING", "requirements", "性别：男"],
      ["ETHNIC_WORDING", "requirements", "限汉族"],
      ["RESIDENCE_WORDING", "requirements", "外地勿投"],
      ["HEALTH_WORDING", "requirements", "无乙肝"],
      ["FEES_WORDING", "requirements", "缴培训费500元"],
      ["MINOR_WORDING", "requirements", "15岁以上"],
    ]);
    expect(isMarked(flags as Flag[])).toBe(true);
  });

  test("is not published by the usual approval, nor among several; returning takes one step", async () => {
    const { id } = await submitted(SEEN);
    expect(await code(approvePosting(union, { id }))).toBe("POSTING_WORDING");
    expect(await fields(approvePosting(union, { id }))).toContain("title:MINOR_WORDING");
    const { skipped } = await approveSeveral(union, [{ id }]);
    expect(skipped).toMatchObject([{ id, code: "POSTING_WORDING" }]);
    expect((await returnPosting(union, { id, reasons: ["UNDERAGE"] })).status).toBe("draft");
  });

  test("is published with a written reason, which stays in the history", async () => {
    const { id } = await submitted({ requirements: "限男性，井下作业" });
    const reason = "矿山井下作业，法律禁止女职工从事";
    expect((await approvePosting(union, { id, wordingReason: reason })).status).toBe("published");
    const { detail } = await database.db
      .selectFrom("audit")
      .select("detail")
      .where("subjectId", "=", id)
      .where("action", "=", "posting.approve")
      .executeTakeFirstOrThrow();
    expect(detail).toMatchObject({ wordingReason: reason });
  });

  test("a limit that a law asks for in its trade is a remark for the officer", async () => {
    const { id, flags } = await submitted({ title: "采煤工", requirements: "限男性" });
    expect(flags.map((flag) => flag.code)).toEqual(["LAWFUL_WORDING"]);
    expect((await approvePosting(union, { id })).status).toBe("published");
  });

  test.each([
    ["3000-9000元/月", []],
    ["3000-12000元/月", ["PAY_WIDE"]],
  ])("%s: bounds that are far apart are a remark", async (payText, codes) => {
    const { id, flags } = await submitted({ payText });
    expect(flags.map((flag) => flag.code)).toEqual(codes);
    expect((await approvePosting(union, { id })).status).toBe("published");
  });

  test("rules that are newer than the posting tell of it all the same", async () => {
    const { id } = await submitted({ requirements: "只招本地人，男性优先" });
    await database.db.updateTable("posting").set({ flags: "[]" }).where("id", "=", id).execute();
    const { flags } = await getManagedPosting(union, id);
    expect(flags.map((flag) => flag.code)).toEqual(["SEX_WORDING", "RESIDENCE_WORDING"]);
    expect(await code(approvePosting(union, { id }))).toBe("POSTING_WORDING");
  });
});

describe("stored flags, after the rules changed", () => {
  const forget = (id: string) =>
    database.db.updateTable("posting").set({ flags: "[]" }).where("id", "=", id).execute();
  const storedOf = async (id: string) =>
    (
      await database.db.selectFrom("posting").select("flags").where("id", "=", id).executeTakeFirstOrThrow()
    ).flags.map((flag) => flag.code);
  const ctx = systemContext(services, "test");

  test("are found again in batches; a pass continues where it stopped, and is over once", async () => {
    const old = await submitted({ requirements: "只招本地人，男性优先" });
    const { length } = await database.db.selectFrom("posting").select("id").execute();
    await forget(old.id);
    const one = { version: "one", batch: 1, batchesMax: 1 };
    expect(await readAgain(ctx, one)).toBe(1);
    expect(await readAgain(ctx, { ...one, batchesMax: 100 })).toBe(length - 1);
    expect(await storedOf(old.id)).toEqual(["SEX_WORDING", "RESIDENCE_WORDING"]);
    expect((await getManagedPosting(union, old.id)).rev).toBe(old.rev);
    await forget(old.id);
    expect(await readAgain(ctx, { version: "one" })).toBe(0);
    expect(await storedOf(old.id)).toEqual([]);
  });

  test.each([
    ["stay if somebody changed the posting since it was read", 0, []],
    ["would be overwritten without the revision", 1, ["AGE_WORDING"]],
  ])("%s", async (_, revs, kept) => {
    const { id } = await submitted({ requirements: "身体健康" });
    await forget(id);
    const [read] = await database.db
      .transaction()
      .execute((tx) =>
        selectLiveAfter(tx, null, 1_000).then((all) => all.filter((posting) => posting.id === id)),
      );
    if (!read) throw new Error("the posting is not live");
    await database.db
      .updateTable("posting")
      .set("rev", read.rev + 1)
      .where("id", "=", id)
      .execute();
    const late: Flag[] = [{ code: "AGE_WORDING", field: "requirements", text: "45岁以下" }];
    const posting = { ...read, rev: read.rev + revs, flags: late };
    expect(await database.db.transaction().execute((tx) => updateFlags(tx, [posting]))).toBe(revs);
    expect(await storedOf(id)).toEqual(kept);
  });
});

describe("a lawful rewrite", () => {
  test.each([
    ["1、限男性；2、高中以上", "SEX_WORDING", "限男性", "1、男女不限；2、高中以上"],
    ["能吃苦，男性优先，会开车", "SEX_WORDING", "男性优先", "能吃苦，会开车"],
    ["包装工（女）", "SEX_WORDING", "（女）", "包装工"],
    ["入职需缴培训费500元，包吃住", "FEES_WORDING", "缴培训费500元", "包吃住"],
    ["性 别：男", "SEX_WORDING", "性 别：男", "性别不限"],
    ["15岁以上", "MINOR_WORDING", "15岁以上", "年满16周岁"],
    ["押金200元", "FEES_WORDING", "押金200元", ""],
  ])("%s", (text, kind, words, rewritten) => {
    expect(rewriteWording(text, kind, words)).toBe(rewritten);
  });

  test("words that are gone are not rewritten", () => {
    expect(rewriteWording("男女不限", "SEX_WORDING", "限男")).toBeNull();
  });
});
