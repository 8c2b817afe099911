import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerOnAir, QUESTIONS_MAX, rejectQuestion, takeBackQuestion } from "../../src/livestreams/index.ts";
import { retention } from "../../src/livestreams/questions/index.ts";
import { addAsker, spendQuestion } from "../../src/livestreams/questions/store/ask.ts";
import { systemContext } from "../../src/platform/context.ts";
import { runHousekeeping } from "../../src/platform/housekeeping/index.ts";
import { person, visitor } from "../factories/actors.ts";
import { type Desk, questionDesk } from "../factories/questions.ts";
import { code } from "../support/refusals.ts";

let desk: Desk;
let welder: string;
let ask: Desk["ask"],
  fresh: Desk["fresh"],
  list: Desk["list"],
  pass: Desk["pass"],
  show: Desk["show"],
  texts: Desk["texts"];
beforeAll(async () => {
  desk = await questionDesk();
  ({ ask, fresh, list, pass, show, texts, welder } = desk);
});
afterAll(() => desk.database.drop());

describe("the limit of a viewer", () => {
  test("holds per ten minutes and livestream, also for questions sent at once", async () => {
    const { database } = desk;
    const [id, by] = [await show(), fresh()];
    const tries = Array.from({ length: QUESTIONS_MAX + 4 }, (_, n) => ask(id, `第${n}个问题是什么`, { by }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(QUESTIONS_MAX);
    expect(await code(ask(id, "还有一个问题", { by }))).toBe("RATE_LIMITED");
    expect((await ask(id, "还有一个问题")).askers).toBe(1);
    expect((await ask(await show(), "还有一个问题", { by })).askers).toBe(1);
    await database.travel("10 minutes");
    expect((await ask(id, "还有一个问题", { by })).askers).toBe(2);
    await database.travel("-10 minutes");
  });

  test("twin: counted before it is written, requests at once pass the limit", async () => {
    const { db } = desk.services;
    const asker = Buffer.alloc(32, 7);
    const used = async () => {
      const row = await db
        .selectFrom("livestreamAskLimit")
        .select((q) => q.fn.sum<string>("used").as("n"))
        .where("asker", "=", asker)
        .executeTakeFirst();
      return Number(row?.n ?? 0);
    };
    const seen = await Promise.all(Array.from({ length: 4 }, used));
    await Promise.all(
      seen.map((n) => (n < 1 ? db.transaction().execute((tx) => spendQuestion(tx, asker, 99)) : undefined)),
    );
    expect(await used()).toBe(4);
    const guarded = Buffer.alloc(32, 8);
    const waits = await Promise.all(
      seen.map(() => db.transaction().execute((tx) => spendQuestion(tx, guarded, 1))),
    );
    expect(waits.filter((s) => s === 0).length).toBe(1);
    expect(Math.max(...waits)).toBeLessThanOrEqual(600);
  });
});

describe("the same question at once", () => {
  test("by two people counts both, once each, also after double clicks", async () => {
    const id = await show();
    const viewers = [fresh(), fresh(), fresh()];
    const clicks = viewers.flatMap((by) => [by, by]);
    const asked = await Promise.all(clicks.map((by) => ask(id, "有空调吗", { by, postingId: welder })));
    expect(new Set(asked.map((one) => one.id)).size).toBe(1);
    const [question] = (await list(desk.union, id, "held")).items;
    expect(question?.askers).toBe(viewers.length);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from livestream_asker where question_id = ${question?.id ?? ""}`.execute(
      desk.services.db,
    );
    expect(rows[0]?.n).toBe(viewers.length);
  });

  test("twin: without the key of question and asker a double click counts twice", async () => {
    const { db } = desk.services;
    const id = await show();
    const by = fresh();
    const { id: questionId } = await ask(id, "有空调吗", { by });
    const twice = Array.from({ length: 2 }, () =>
      db.transaction().execute((tx) =>
        addAsker(tx, {
          questionId,
          asker: Buffer.from(crypto.getRandomValues(new Uint8Array(32))),
          accountId: null,
          name: null,
        }),
      ),
    );
    expect(await Promise.all(twice)).toEqual([true, true]);
    expect((await list(desk.union, id, "held")).items[0]?.askers).toBe(3);
  });
});

describe("who asked", () => {
  const links = async (questionId: string) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from livestream_asker where question_id = ${questionId}`.execute(
      desk.services.db,
    );
    return rows[0]?.n;
  };

  test("takes a question back: it goes unless others asked it or it was answered", async () => {
    const { services, union } = desk;
    const id = await show();
    const by = fresh();
    const alone = await ask(id, "几点下班", { by });
    const shared = await ask(id, "有空调吗", { by });
    await ask(id, "有空调吗");
    const read = await ask(id, "几点吃饭", { by });
    await pass(id, read.id);
    const answered = await ask(id, "有食堂吗", { by });
    await pass(id, answered.id);
    await answerOnAir(union, { id, action: "onAir", questionId: answered.id });
    const takeBack = (questionId: string, visitorId: string) =>
      takeBackQuestion(visitor(services), { id, questionId, visitor: visitorId });
    expect(await code(takeBack(alone.id, fresh()))).toBe("NOT_FOUND");
    for (const one of [alone, shared, read, answered]) await takeBack(one.id, by);
    expect(await code(takeBack(shared.id, by))).toBe("NOT_FOUND");
    expect(await texts(visitor(services), id, "own", by)).toEqual([]);
    const { rows: events } = await sql<{ state: string; text: string | null }>`
      select data ->> 'state' as state, data ->> 'text' as text from livestream_event
      where livestream_id = ${id} and kind = 'question' order by seq`.execute(services.db);
    expect(events.map(({ state, text }) => [state, text])).toEqual([
      ["gone", null],
      ["passed", "有食堂吗"],
      ["answered", "有食堂吗"],
      ["gone", null],
    ]);
    expect((await list(union, id, "held")).items.map(({ text, askers }) => [text, askers])).toEqual([
      ["有空调吗", 1],
    ]);
    expect((await list(visitor(services), id)).items.map(({ text, askers }) => [text, askers])).toEqual([
      ["有食堂吗", 0],
    ]);
  });

  test("is one person before and after signing in", async () => {
    const { services } = desk;
    const id = await show();
    const by = fresh();
    const account = await person(services);
    const first = await ask(id, "几点下班", { by });
    expect(await texts(account, id, "own", by)).toEqual(["几点下班"]);
    expect((await ask(id, "几点下班", { ctx: account, by })).askers).toBe(1);
    expect(await texts(await person(services), id, "own")).toEqual([]);
    await takeBackQuestion(account, { id, questionId: first.id, visitor: by });
    expect(await texts(visitor(services), id, "own", by)).toEqual([]);
    const shared = await ask(id, "有空调吗", { ctx: account, by: null });
    await ask(id, "有空调吗", { by });
    await ask(id, "有空调吗");
    await takeBackQuestion(account, { id, questionId: shared.id, visitor: by });
    expect((await list(desk.union, id, "held")).items.map(({ askers }) => askers)).toEqual([1]);
  });

  test("is forgotten with the person: what was passed stays as a text of nobody", async () => {
    const { services, union } = desk;
    const id = await show();
    const account = await person(services);
    const held = await ask(id, "几点下班", { ctx: account, by: null });
    const passed = await ask(id, "有食堂吗", { ctx: account, by: null });
    await pass(id, passed.id);
    await sql`delete from account where id = ${account.actor.accountId}`.execute(services.db);
    expect([await links(held.id), await links(passed.id)]).toEqual([0, 0]);
    expect(await texts(union, id, "held")).toEqual([]);
    expect(await texts(visitor(services), id)).toEqual(["有食堂吗"]);
  });

  test("is forgotten after thirty days, with all that was never passed", async () => {
    const { services, union, database } = desk;
    const id = await show();
    const rejected = await ask(id, "你们主播多大了");
    await rejectQuestion(union, { id, action: "reject", questionId: rejected.id, reason: "offTopic" });
    const passed = await ask(id, "有食堂吗");
    await pass(id, passed.id);
    const clean = () => runHousekeeping(systemContext(services, "housekeeping"), retention);
    await database.travel("29 days");
    await clean();
    expect([await links(rejected.id), await links(passed.id)]).toEqual([1, 1]);
    await database.travel("2 days");
    await clean();
    await database.travel("-31 days");
    expect([await links(rejected.id), await links(passed.id)]).toEqual([0, 0]);
    expect(await texts(union, id, "rejected")).toEqual([]);
    expect((await list(visitor(services), id)).items.map(({ askers }) => askers)).toEqual([1]);
  });

  test("is another HMAC at each livestream", async () => {
    const by = fresh();
    const [first, second] = [
      await ask(await show(), "有空调吗", { by }),
      await ask(await show(), "有空调吗", { by }),
    ];
    const { rows } = await sql<{ n: number }>`
      select count(distinct asker)::int as n from livestream_asker
      where question_id in (${first.id}, ${second.id})`.execute(desk.services.db);
    expect(rows[0]?.n).toBe(2);
  });
});
