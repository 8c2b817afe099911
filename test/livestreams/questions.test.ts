import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reinstateEnterprise, suspendEnterprise } from "../../src/enterprises/index.ts";
import {
  answerAsEnterprise,
  answerOnAir,
  answerQuestion,
  answersOfPosting,
  chooseQuestion,
  getPresenterDesk,
  listQuestions,
  passQuestion,
  questionsOfPosting,
  rejectQuestion,
  withdrawAnswer,
} from "../../src/livestreams/index.ts";
import { selectAnswers } from "../../src/livestreams/questions/store/of-posting.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { officer, person, visitor } from "../factories/actors.ts";
import { FOREIGN, NEIGHBOUR } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { announcedLivestream, draftLivestream } from "../factories/livestreams.ts";
import { type Desk, questionDesk } from "../factories/questions.ts";
import { code, fields } from "../support/refusals.ts";

let desk: Desk;
let welder: string;
let ask: Desk["ask"],
  fresh: Desk["fresh"],
  list: Desk["list"],
  pass: Desk["pass"],
  publish: Desk["publish"],
  show: Desk["show"],
  texts: Desk["texts"];
beforeAll(async () => {
  desk = await questionDesk();
  ({ ask, fresh, list, pass, publish, show, texts, welder } = desk);
});
afterAll(() => desk.database.drop());

const told = async (id: string) =>
  (
    await desk.services.db
      .selectFrom("livestreamEvent")
      .select("data")
      .where("livestreamId", "=", id)
      .where("kind", "=", "question")
      .orderBy("seq")
      .execute()
  ).map(({ data }) => data as { state: string });

describe("a question", () => {
  test("is held, seen by its asker at once, and read by all once an officer passes it", async () => {
    const { services, union } = desk;
    const id = await show();
    const by = fresh();
    const asked = await ask(id, "有夫妻房吗？", { by, postingId: welder, name: "王师傅" });
    expect(asked).toMatchObject({ state: "held", askers: 1, title: "电焊工", name: null });
    expect(await texts(visitor(services), id)).toEqual([]);
    expect(await texts(visitor(services), id, "own", by)).toEqual(["有夫妻房吗？"]);
    expect(await texts(visitor(services), id, "own", fresh())).toEqual([]);
    expect((await list(union, id, "held")).items[0]).toMatchObject({ id: asked.id, name: "王师傅" });
    expect(await told(id)).toEqual([]);
    await pass(id, asked.id);
    const shown = await list(visitor(services), id);
    expect(shown.items[0]).toMatchObject({ state: "passed", text: "有夫妻房吗？", name: null, reason: null });
    expect(shown.counts).toEqual({ passed: 1, answered: 0 });
    expect(await told(id)).toEqual([expect.objectContaining({ id: asked.id, state: "passed", name: null })]);
    expect((await pass(id, asked.id)).rev).toBe(shown.items[0]?.rev);
  });

  test("with the same text about the same posting is one, with a count of people", async () => {
    const { services, union } = desk;
    const id = await show();
    const by = fresh();
    const first = await ask(id, "包住吗", { by, postingId: welder });
    const other = await ask(id, "请问包住吗？", { postingId: welder });
    const account = await person(services);
    const third = await ask(id, "包住吗！", { ctx: account, by: null, postingId: welder });
    expect([other.id, third.id, third.askers]).toEqual([first.id, first.id, 3]);
    expect((await ask(id, "包住吗", { by, postingId: welder })).askers).toBe(3);
    expect((await ask(id, "包住吗", { by })).id).not.toBe(first.id);
    expect((await ask(id, "包吃吗", { by, postingId: welder })).id).not.toBe(first.id);
    expect((await list(union, id, "held")).counts).toEqual({ held: 3 });
    expect(await texts(account, id, "own")).toEqual(["包住吗"]);
  });

  test("that is rejected shows its reason to its asker alone", async () => {
    const { services, union } = desk;
    const id = await show();
    const by = fresh();
    const { id: questionId } = await ask(id, "你们主播多大了", { by });
    await rejectQuestion(union, { id, action: "reject", questionId, reason: "offTopic" });
    expect((await list(visitor(services), id, "own", by)).items[0]).toMatchObject({
      state: "rejected",
      reason: "offTopic",
    });
    expect(await texts(visitor(services), id)).toEqual([]);
    expect(await texts(union, id, "rejected")).toEqual(["你们主播多大了"]);
    const again = rejectQuestion(union, { id, action: "reject", questionId, reason: "abuse" });
    expect(await code(again)).toBe("QUESTION_STATE");
    await pass(id, questionId);
    expect(await texts(visitor(services), id)).toEqual(["你们主播多大了"]);
    await rejectQuestion(union, { id, action: "reject", questionId, reason: "personal" });
    expect(await texts(visitor(services), id)).toEqual([]);
    expect(await told(id)).toEqual([
      { id: questionId, state: "gone" },
      { id: questionId, postingId: null, state: "gone" },
    ]);
  });

  test("that is chosen stands on the presenter's page until it is answered, and nowhere in public", async () => {
    const { services, union } = desk;
    const id = await show();
    const first = await ask(id, "倒班吗");
    const second = await ask(id, "有班车吗");
    const choose = (questionId: string, chosen = true, ctx = union) =>
      chooseQuestion(ctx, { id, action: "choose", questionId, chosen });
    const asked = async () => (await getPresenterDesk(union, { id })).questions.map(({ text }) => text);
    expect(await code(choose(first.id))).toBe("QUESTION_STATE");
    await pass(id, first.id);
    await pass(id, second.id);
    expect(await asked()).toEqual([]);
    await choose(second.id);
    const { rev } = await choose(first.id);
    expect((await choose(first.id)).rev).toBe(rev);
    expect(await asked()).toEqual(["有班车吗", "倒班吗"]);
    expect((await list(union, id, "chosen")).counts).toEqual({ passed: 2, chosen: 2 });
    expect(await code(list(visitor(services), id, "chosen"))).toBe("NOT_FOUND");
    expect((await list(visitor(services), id)).items.map(({ chosenAt }) => chosenAt)).toEqual([null, null]);
    await choose(second.id, false);
    expect(await asked()).toEqual(["倒班吗"]);
    await answerOnAir(union, { id, action: "onAir", questionId: first.id });
    expect(await asked()).toEqual([]);
    expect(await code(choose(first.id))).toBe("QUESTION_STATE");
    const stranger = await officer(services, FOREIGN);
    expect(await code(choose(second.id, true, stranger))).toBe("NOT_FOUND");
  });

  test("with a contact is refused, and one about a posting that is not there", async () => {
    const id = await show();
    expect(await fields(ask(id, "加我微信细聊"))).toEqual(["text:CONTACT"]);
    expect(await fields(ask(id, "几点上班", { name: "1381" }))).toEqual(["name:CONTACT"]);
    const other = await publish(desk.company, "保洁");
    expect(await fields(ask(id, "几点上班", { postingId: other }))).toEqual(["postingId:UNKNOWN"]);
    expect(await code(ask(id, "几点上班", { by: null }))).toBe("SIGN_IN_REQUIRED");
    const draft = await draftLivestream(desk.union);
    expect(await code(ask(draft.id, "几点上班"))).toBe("NOT_FOUND");
    expect(await code(ask(draft.id, "几点上班", { ctx: desk.union, by: null }))).toBe("LIVESTREAM_STATE");
  });

  test("is decided by officers of organising cities alone", async () => {
    const { services, company } = desk;
    const id = await show();
    const { id: questionId } = await ask(id, "几点上班");
    for (const ctx of [
      await officer(services, FOREIGN),
      await officer(services, NEIGHBOUR),
      company.member,
    ]) {
      expect(await code(passQuestion(ctx, { id, action: "pass", questionId }))).toBe("NOT_FOUND");
      expect(await code(list(ctx, id, "held"))).toBe("NOT_FOUND");
    }
    const elsewhere = await show();
    expect(await code(pass(elsewhere, questionId))).toBe("NOT_FOUND");
  });

  test("is not asked any more after the end", async () => {
    const { database } = desk;
    const id = await show();
    await database.travel("50 hours");
    expect(await code(ask(id, "几点上班"))).toBe("LIVESTREAM_STATE");
    await database.travel("-50 hours");
  });

  test("comes by page: held ones oldest first, passed ones newest first", async () => {
    const { services, union } = desk;
    const id = await show();
    for (const text of ["几点上班", "有空调吗", "离车站远吗"]) await ask(id, text);
    const page = async (ctx: RequestContext, which: "held" | "passed") => {
      const one = await listQuestions(ctx, { id, which, visitor: null, limit: 2 });
      const cursor = one.nextCursor ?? "";
      const two = await listQuestions(ctx, { id, which, visitor: null, limit: 2, cursor });
      expect(two.nextCursor).toBeNull();
      return [...one.items, ...two.items];
    };
    const held = await page(union, "held");
    expect(held.map(({ text }) => text)).toEqual(["几点上班", "有空调吗", "离车站远吗"]);
    for (const { id: questionId } of held) await pass(id, questionId);
    const passed = await page(visitor(services), "passed");
    expect(passed.map(({ text }) => text)).toEqual(["离车站远吗", "有空调吗", "几点上班"]);
  });
});

describe("an answer", () => {
  test("on air counts once, and in writing stands at the livestream", async () => {
    const { union, services } = desk;
    const id = await show();
    const { id: questionId } = await ask(id, "几点上班");
    expect(await code(answerOnAir(union, { id, action: "onAir", questionId }))).toBe("QUESTION_STATE");
    await pass(id, questionId);
    const first = await answerOnAir(union, { id, action: "onAir", questionId });
    const again = await answerOnAir(union, { id, action: "onAir", questionId });
    const commandId = union.ids.uuid();
    const answered = { id, action: "answer", questionId, text: "早上七点半。", commandId } as const;
    const [one, two] = [await answerQuestion(union, answered), await answerQuestion(union, answered)];
    expect(one.rev).toBe(two.rev);
    expect([first.state, again.onAirAt, again.rev]).toEqual(["answered", first.onAirAt, first.rev]);
    await answerQuestion(union, { id, action: "answer", questionId, text: "早上八点。" });
    const [shown] = (await list(visitor(services), id)).items;
    expect(shown?.answer).toMatchObject({ text: "早上八点。", from: "officer" });
    expect((await told(id)).map(({ state }) => state)).toEqual([
      "passed",
      "answered",
      "answered",
      "answered",
    ]);
    const wrong = (text: string) => answerQuestion(union, { id, action: "answer", questionId, text });
    expect(await fields(wrong("打13812345678问"))).toEqual(["text:CONTACT"]);
    expect(await fields(wrong("只招男工"))).toEqual(["text:WORDING"]);
    const rejection = rejectQuestion(union, { id, action: "reject", questionId, reason: "other" });
    expect(await code(rejection)).toBe("QUESTION_STATE");
  });

  test("of the enterprise stands at its posting, and answers the same question of a later livestream", async () => {
    const { services, union, company } = desk;
    const [id, posting] = [await show(), welder];
    const asked = await ask(id, "计件单价多少", { postingId: posting });
    const answer = (text: string, ctx: RequestContext = company.member) =>
      answerAsEnterprise(ctx, { postingId: posting, action: "answer", questionId: asked.id, text });
    expect(await code(answer("两块五一件"))).toBe("QUESTION_STATE");
    await pass(id, asked.id);
    const stranger = await verifiedEnterprise(services, union);
    expect(await code(answer("两块五一件", stranger.member))).toBe("NOT_FOUND");
    expect(await code(answer("两块五一件", union))).toBe("NOT_FOUND");
    const mine = await questionsOfPosting(company.member, { postingId: posting, limit: 9 });
    expect(mine.items.map(({ id: one }) => one)).toContain(asked.id);
    expect(await code(questionsOfPosting(stranger.member, { postingId: posting, limit: 9 }))).toBe(
      "NOT_FOUND",
    );
    await answer("两块五一件。");
    const at = (ctx: RequestContext) => answersOfPosting(ctx, { postingId: posting, limit: 9 });
    expect((await at(visitor(services))).items).toEqual([
      expect.objectContaining({ text: "计件单价多少", answer: "两块五一件。", askers: 1 }),
    ]);
    const override = answerQuestion(union, { id, action: "answer", questionId: asked.id, text: "不知道" });
    expect(await code(override)).toBe("QUESTION_STATE");
    const later = await show();
    const known = await ask(later, "请问计件单价多少？", { postingId: posting });
    expect(known).toMatchObject({ state: "answered", answer: { text: "两块五一件。", from: "enterprise" } });
    expect((await at(visitor(services))).items.map(({ askers }) => askers)).toEqual([2]);
    await answer("三块一件。");
    expect((await list(visitor(services), later)).items[0]?.answer?.text).toBe("三块一件。");
    await withdrawAnswer(union, { id, action: "withdrawAnswer", questionId: asked.id });
    expect((await at(visitor(services))).items).toEqual([]);
    expect((await list(visitor(services), later)).items[0]).toMatchObject({ state: "passed", answer: null });
    expect((await ask(await show(), "计件单价多少", { postingId: posting })).state).toBe("held");
  });

  test("is hidden while the enterprise is suspended, and gone with the posting", async () => {
    const { services, union } = desk;
    const far = await verifiedEnterprise(services, union);
    const posting = await publish(far, "叉车工");
    const { id } = await announcedLivestream(union, [posting]);
    const { id: questionId } = await ask(id, "有班车吗", { postingId: posting });
    await pass(id, questionId);
    const answer = () =>
      answerAsEnterprise(far.member, { postingId: posting, action: "answer", questionId, text: "有班车。" });
    await answer();
    const at = async () =>
      (await answersOfPosting(visitor(services), { postingId: posting, limit: 9 })).items.length;
    const rows = async () => (await selectAnswers(services.db, posting, { after: null, limit: 9 })).length;
    expect([await at(), await rows()]).toEqual([1, 1]);
    await suspendEnterprise(union, { id: far.enterprise.id, reason: "核查中" });
    expect(await code(at())).toBe("NOT_FOUND");
    expect(await rows()).toBe(0);
    expect(await code(answer())).toBe("QUESTION_STATE");
    await reinstateEnterprise(union, { id: far.enterprise.id, reason: "核查完毕" });
    expect(await at()).toBe(1);
    await sql`update posting set valid_through = app.today() - 1 where id = ${posting}`.execute(services.db);
    expect(await code(at())).toBe("POSTING_EXPIRED");
    expect(await rows()).toBe(0);
    expect(await code(answer())).toBe("QUESTION_STATE");
  });
});
