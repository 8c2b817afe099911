import { afterAll, describe, expect, test } from "vitest";
import type { Flag } from "../../../db/schema/index.ts";
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
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { postingInput } from "../../factories/postings.ts";
import { code, fields } from "../../support/refusals.ts";

const { database, union, company } = await cityWithEnterprise();
afterAll(() => database.drop());

/** A posting as an employer sent it: every sentence of its requirements breaks a law. */
const SEEN = {
  title: "普工（童工也可）",
  requirements: "性别：男，15岁以上，无乙肝，入职需缴培训费500元，外地勿投，限汉族",
};

async function submitted(words: Partial<typeof SEEN>) {
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

  test("rules that are newer than the posting tell of it all the same", async () => {
    const { id } = await submitted({ requirements: "只招本地人，男性优先" });
    await database.db.updateTable("posting").set({ flags: "[]" }).where("id", "=", id).execute();
    const { flags } = await getManagedPosting(union, id);
    expect(flags.map((flag) => flag.code)).toEqual(["SEX_WORDING", "RESIDENCE_WORDING"]);
    expect(await code(approvePosting(union, { id }))).toBe("POSTING_WORDING");
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
