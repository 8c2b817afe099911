import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  answerQuestion,
  endLivestream,
  listQuestions,
  passQuestion,
  QUESTIONS_MAX,
  type QuestionList,
  type QuestionView,
  rejectQuestion,
} from "../../../src/livestreams/index.ts";
import { takeDue } from "../../../src/peers/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type Client, freshPhone } from "../../support/app.ts";
import { answers, expireWaiting, type Side, type World } from "../fair-day/world.ts";
import { ALL, dbOf, openStreams, pageAt, type Streams } from "./world.ts";

let streams: Streams;
let world: World;
let union: Client;
let welder: string;
beforeAll(async () => {
  streams = await openStreams();
  ({ world, union, welder } = streams);
});
afterAll(() => world.close());

const away = () => world.people;
const pathOf = (id: string) => `/api/v1/livestreams/${id}/questions`;
/** A form of address that a visitor types. Nothing else of a person may reach another node. */
const NAME = "王师傅";

type Viewer = {
  phone: string | null;
  ask(text: string, more?: object): Promise<QuestionView>;
  own(): Promise<QuestionView[]>;
  takeBack(questionId: string): Promise<number>;
  page(): Promise<string>;
};

/** A viewer of a copy: a visitor whom a cookie names, or a person with an account. */
async function viewerOf(side: Side, id: string, account = false): Promise<Viewer> {
  const phone = account ? freshPhone() : null;
  const client = phone ? await side.t.signInAs(phone) : side.t;
  let cookie = "";
  const call = async (method: string, path: string, body?: object) => {
    const headers: Record<string, string> = cookie ? { cookie } : {};
    const answer = await client.call(method, path, { headers, ...(body ? { body } : {}) });
    cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return answer;
  };
  const name = account ? null : NAME;
  return {
    phone,
    ask: async (text, more = {}) =>
      bodyOf(await call("POST", pathOf(id), { action: "ask", text, postingId: welder, name, ...more }), 200),
    own: async () => (await bodyOf<QuestionList>(await call("GET", `${pathOf(id)}?which=own`), 200)).items,
    takeBack: async (questionId) =>
      (await call("POST", pathOf(id), { action: "takeBack", questionId })).status,
    page: async () => (await call("GET", `/livestreams/${id}`)).text(),
  };
}

const atHome = async (id: string, which: "held" | "passed" | "rejected" = "held") =>
  (await listQuestions(union.ctx, { id, which, visitor: null, limit: 100 })).items;
const onlyOne = async (id: string): Promise<QuestionView> =>
  (await atHome(id))[0] ?? expect.fail("none held");
const sentAt = async (side: Side): Promise<{ body: string; state: string }[]> =>
  (
    await sql<{ body: string; state: string }>`
      select body, state from outgoing_command where subject_kind = 'livestreamViewer' order by created_at, id`.execute(
      dbOf(side),
    )
  ).rows;
const clearSent = (side: Side) =>
  sql`delete from outgoing_command where subject_kind = 'livestreamViewer'`.execute(dbOf(side));

test("questions of three nodes are one with a count, are passed at home, and come back with the answer", async () => {
  const id = await streams.onAir();
  const [visitor, person] = [await viewerOf(away(), id), await viewerOf(away(), id, true)];
  const maker = await viewerOf(world.makers, id, true);
  const asked = await visitor.ask("宿舍几个人住？");
  expect(asked).toMatchObject({ state: "sending", askers: 1, postingId: welder, title: "电焊工" });
  await person.ask("请问宿舍几个人住");
  await maker.ask("宿舍几个人住");
  expect(await visitor.own()).toEqual([asked]);
  const page = await visitor.page();
  expect(page).toContain("正在送到播出的城市");
  expect(page).toContain("问题会送到播出的葫芦岛市，由那里的工会看。");
  expect((await pageAt(away(), id)).includes("宿舍几个人"), "only the asker reads it").toBe(false);

  await world.settle();
  const held = await onlyOne(id);
  expect(held).toMatchObject({ state: "held", askers: 3, name: NAME, text: expect.stringContaining("宿舍") });
  expect(await visitor.own()).toMatchObject([{ id: asked.id, state: "held" }]);
  const { rows: people } = await sql<{ account: string | null; city: string }>`
    select account_id as account, city from livestream_asker where question_id = ${held.id} order by city`.execute(
    dbOf(world.host),
  );
  expect(people.map(({ account }) => account)).toEqual([null, null, null]);
  expect(people.filter(({ city }) => city === NEIGHBOUR)).toHaveLength(2);

  await passQuestion(union.ctx, { id, questionId: held.id, action: "pass" });
  await world.sync();
  expect(await person.own()).toMatchObject([{ state: "passed", askers: 3 }]);
  const text = "四个人一间";
  await answerQuestion(union.ctx, { id, questionId: held.id, action: "answer", text });
  await world.sync();
  for (const one of [visitor, person, maker])
    expect(await one.own()).toMatchObject([{ state: "answered", answer: { text } }]);
  expect(await visitor.page()).toContain(text);
  const passed = world.links.seen.join("\n");
  expect(passed).toContain(NAME);
  for (const { phone } of [person, maker]) expect(passed).not.toContain(phone ?? "-");
  const { rows: accounts } = await sql<{ id: string }>`
    select account_id as id from livestream_sent_question where account_id is not null`.execute(dbOf(away()));
  expect(accounts).toHaveLength(1);
  expect(passed).not.toContain(accounts[0]?.id);
});

test("the asker reads why it was rejected, also if that comes before the home's answer", async () => {
  const id = await streams.onAir();
  const [one, other] = [await viewerOf(away(), id), await viewerOf(away(), id)];
  await one.ask("你们主播几岁");
  await world.settle();
  const { id: questionId } = await onlyOne(id);
  await rejectQuestion(union.ctx, { id, questionId, action: "reject", reason: "offTopic" });
  await world.sync();
  expect(await one.own()).toMatchObject([{ state: "rejected", reason: "offTopic", text: "你们主播几岁" }]);
  expect(await one.page()).toContain("没有公开：和岗位没关系");
  expect((await pageAt(away(), id)).includes("几岁")).toBe(false);
  // Somebody who asks the same later reads it too.
  await other.ask("你们主播几岁");
  await world.settle();
  expect(await other.own()).toMatchObject([{ state: "rejected", reason: "offTopic" }]);

  const late = await viewerOf(away(), id);
  await late.ask("还有别的厂吗");
  world.links.loseAnswers = 1;
  await world.send();
  const lost = await onlyOne(id);
  await rejectQuestion(union.ctx, { id, questionId: lost.id, action: "reject", reason: "advertising" });
  await world.sync();
  expect(await late.own()).toMatchObject([{ state: "sending" }]);
  await world.settle();
  expect(await late.own()).toMatchObject([{ state: "rejected", reason: "advertising" }]);
});

test("a question is taken back here and at home, before and after it was sent, and asked again", async () => {
  const id = await streams.onAir();
  const [viewer, stranger] = [await viewerOf(away(), id), await viewerOf(away(), id)];
  const unsent = await viewer.ask("一天管几顿饭");
  await stranger.ask("食堂在哪里");
  expect(await stranger.takeBack(unsent.id)).toBe(404);
  expect(await viewer.takeBack(unsent.id)).toBe(204);
  expect(await viewer.own()).toEqual([]);
  await world.settle();
  await world.settle();
  expect((await atHome(id)).map((one) => one.text)).toEqual(["食堂在哪里"]);

  const sent = await viewer.ask("食堂在哪里");
  await world.settle();
  expect((await onlyOne(id)).askers).toBe(2);
  // Taken back and asked again while nothing is sent: the newer act counts.
  expect(await viewer.takeBack(sent.id)).toBe(204);
  await viewer.ask("食堂在哪里");
  for (let n = 0; n < 2; n += 1) await world.settle();
  expect((await onlyOne(id)).askers).toBe(2);
  const [kept] = await viewer.own();
  await viewer.takeBack(kept?.id ?? "");
  await world.settle();
  const held = await onlyOne(id);
  expect(held.askers).toBe(1);
  await passQuestion(union.ctx, { id, questionId: held.id, action: "pass" });
  await world.sync();
  const [last] = await stranger.own();
  await stranger.takeBack(last?.id ?? "");
  await world.settle();
  await world.sync();
  expect(await atHome(id, "passed")).toEqual([]);
  expect((await pageAt(away(), id)).includes("食堂在哪里")).toBe(false);
});

test("a silent home gets it later and once: cut, lost answers, a killed sender, the same body again", async () => {
  const id = await streams.onAir();
  await clearSent(away());
  const viewer = await viewerOf(away(), id);
  world.links.cut.add(HOME);
  await viewer.ask("工资怎么发");
  await world.settle();
  expect(await viewer.own()).toMatchObject([{ state: "sending" }]);
  expect(await atHome(id)).toEqual([]);
  world.links.cut.delete(HOME);
  // A sender that was killed holds its command for a minute.
  expect(await takeDue(dbOf(away()), { target: HOME, limit: 9, leaseS: 60 })).toHaveLength(0);
  await world.retry();
  expect(await takeDue(dbOf(away()), { target: HOME, limit: 9, leaseS: 60 })).toHaveLength(1);
  await world.send();
  expect(await atHome(id), "nobody else sends it meanwhile").toEqual([]);
  await world.retry();
  world.links.loseAnswers = 2;
  await world.send();
  expect(await viewer.own()).toMatchObject([{ state: "sending" }]);
  expect((await onlyOne(id)).askers, "the home has it").toBe(1);
  const [{ body } = { body: "" }] = await sentAt(away());
  const again = await Promise.all([1, 2, 3].map(() => world.post(away(), body)));
  expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
  world.links.loseAnswers = 0;
  await world.settle();
  expect(await viewer.own()).toMatchObject([{ state: "held" }]);
  expect((await onlyOne(id)).askers).toBe(1);
  expect(await sentAt(away())).toMatchObject([{ state: "done" }]);
  // Changed on its way, it is refused: the id belongs to the other body.
  const forged = await world.post(away(), body.replace("工资怎么发", "工资怎么算"));
  expect(forged.status).toBe(422);
});

test("what the home does not take says why, and may be asked again", async () => {
  const id = await streams.onAir();
  await clearSent(away());
  const viewer = await viewerOf(away(), id);
  await viewer.ask("有班车吗");
  await expireWaiting(away(), "askQuestion");
  expect(await viewer.own()).toMatchObject([{ state: "refused", refusal: "COMMAND_EXPIRED" }]);
  expect(await viewer.page()).toContain("没有送到：播出的城市一直没有回应");
  expect(await viewer.ask("有班车吗")).toMatchObject({ state: "sending" });
  await world.settle();
  expect((await onlyOne(id)).askers).toBe(1);

  // The home's own limit delays a question, and loses none.
  await sql`update livestream_ask_limit set used = 1000`.execute(dbOf(world.host));
  await viewer.ask("班车几点");
  await world.settle();
  expect(await viewer.own()).toMatchObject([{ state: "sending" }, { state: "held" }]);
  await sql`delete from livestream_ask_limit`.execute(dbOf(world.host));
  await world.settle();
  expect(await viewer.own()).toMatchObject([{ state: "held" }, { state: "held" }]);

  await viewer.ask("班车要钱吗");
  await endLivestream(union.ctx, { id, action: "end" });
  await world.settle();
  expect(await viewer.own()).toMatchObject([{ state: "refused", refusal: "LIVESTREAM_STATE" }, {}, {}]);
  expect(await answers(away())).toContain("askQuestion refused");
  const refused = await away().t.call("POST", pathOf(id), { body: { action: "ask", text: "还招人吗" } });
  expect(await refused.json()).toMatchObject({ code: "LIVESTREAM_STATE" });
});

test("the asker's node limits each viewer and refuses numbers, and the form needs a clause", async () => {
  const id = await streams.onAir();
  const viewer = await viewerOf(away(), id);
  for (let n = 0; n < QUESTIONS_MAX; n += 1) await viewer.ask(`第${n}个问题是什么`);
  const phone = await viewerOf(away(), id);
  await expect(viewer.ask("还有一个问题")).rejects.toThrow("429");
  await expect(phone.ask("打我电话13800001111")).rejects.toThrow("422");
  await expect(phone.ask("包住吗", { postingId: id })).rejects.toThrow("422");
  await world.clauses({ kinds: ALL, commands: ["apply"] });
  const link = `<a href="${world.host.server.url}/livestreams/${id}#questions">要提问，请到union 211400的求职网站。</a>`;
  expect((await phone.page()).includes(link)).toBe(true);
  const refused = await away().t.call("POST", pathOf(id), { body: { action: "ask", text: "包住吗" } });
  expect(await refused.json()).toMatchObject({ code: "HOSTED_ELSEWHERE" });
  await world.clauses({ kinds: ALL });
  expect(await phone.page()).toContain("我要提问");
});

test("sent twice at once, one question leaves; twin: without its constraint, two do", async () => {
  const id = await streams.onAir();
  const leaving = async (text: string) => {
    const viewer = await viewerOf(away(), id);
    await viewer.ask("招几个人");
    await clearSent(away());
    await Promise.all([1, 2, 3, 4].map(() => viewer.ask(text)));
    return (await sentAt(away())).length;
  };
  expect(await leaving("几点上班")).toBe(1);
  const db = dbOf(away());
  await sql`alter table livestream_sent_question drop constraint livestream_sent_question_once`.execute(db);
  const row = {
    livestreamId: id,
    city: NEIGHBOUR,
    text: "几点下班",
    norm: "几点下班",
    asker: Buffer.alloc(32, 7),
  };
  const count = async () =>
    (await db.selectFrom("livestreamSentQuestion").selectAll().where("norm", "=", row.norm).execute()).length;
  const seen = await Promise.all([1, 2].map(count));
  for (const n of seen)
    if (n === 0)
      await db
        .insertInto("livestreamSentQuestion")
        .values({
          ...row,
          id: away().ctx.ids.uuid(),
          postingId: null,
          accountId: null,
          questionId: null,
          refusal: null,
          askedAt: new Date(),
        })
        .execute();
  expect(await count()).toBe(2);
});
