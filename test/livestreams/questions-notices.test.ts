import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  answerAsEnterprise,
  answerOnAir,
  answerQuestion,
  rejectQuestion,
} from "../../src/livestreams/index.ts";
import { person } from "../factories/actors.ts";
import { type Desk, questionDesk } from "../factories/questions.ts";

let desk: Desk;
let welder: string;
let ask: Desk["ask"], pass: Desk["pass"], show: Desk["show"];
beforeAll(async () => {
  desk = await questionDesk();
  ({ ask, pass, show, welder } = desk);
});
afterAll(() => desk.database.drop());

const noticesOf = async (kind: string, subject: string) => {
  const { rows } = await sql<{ toKind: string; toId: string; cause: string }>`
    select to_kind, to_id, cause from notice where kind = ${kind} and subject_id = ${subject}
    order by created_at, to_id`.execute(desk.services.db);
  return rows;
};
const read = () => sql`update notice set read_at = app.now()`.execute(desk.services.db);

test("a question passed to an enterprise is told to it once, unless it has not read the last one", async () => {
  const { union, company } = desk;
  const id = await show();
  const about = { postingId: welder };
  const general = await ask(id, "几点开播");
  await pass(id, general.id);
  expect(await noticesOf("questionPassed", welder)).toEqual([]);
  const first = await ask(id, "有夫妻房吗", about);
  expect(await noticesOf("questionPassed", welder)).toEqual([]);
  await pass(id, first.id);
  expect(await noticesOf("questionPassed", welder)).toEqual([
    { toKind: "enterprise", toId: company.enterprise.id, cause: `question:${first.id}:passed` },
  ]);
  const second = await ask(id, "管几顿饭", about);
  await pass(id, second.id);
  expect((await noticesOf("questionPassed", welder)).length).toBe(1);
  await read();
  await rejectQuestion(union, { id, action: "reject", questionId: first.id, reason: "other" });
  await pass(id, first.id);
  expect((await noticesOf("questionPassed", welder)).length).toBe(1);
  const third = await ask(id, "几天发一次工资", about);
  await pass(id, third.id);
  expect((await noticesOf("questionPassed", welder)).length).toBe(2);
});

test("signed-in people who asked hear of an answer once, and on air once more", async () => {
  const { services, union, company } = desk;
  const id = await show();
  const [one, other] = [await person(services), await person(services)];
  const asked = await ask(id, "食堂好吃吗", { ctx: one, by: null, postingId: welder });
  await ask(id, "食堂好吃吗", { ctx: other, by: null, postingId: welder });
  await ask(id, "食堂好吃吗", { postingId: welder });
  await pass(id, asked.id);
  const heard = async () => (await noticesOf("questionAnswered", id)).map(({ toId, cause }) => [toId, cause]);
  expect(await heard()).toEqual([]);
  const answer = { id, action: "answer", questionId: asked.id } as const;
  await answerQuestion(union, { ...answer, text: "两荤两素" });
  const people = [one.actor.accountId, other.actor.accountId].sort();
  const written = people.map((account) => [account, `question:${asked.id}:answered`]);
  expect(await heard()).toEqual(written);
  await answerAsEnterprise(company.member, { ...answer, postingId: welder, text: "三荤一素" });
  expect(await heard()).toEqual(written);
  await answerOnAir(union, { id, action: "onAir", questionId: asked.id });
  expect((await heard()).length).toBe(4);
});
