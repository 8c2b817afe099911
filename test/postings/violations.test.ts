import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reinstateEnterprise, suspendEnterprise } from "../../src/enterprises/index.ts";
import { listNotices } from "../../src/notifications/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import type { AppError } from "../../src/platform/core/errors.ts";
import {
  closeForCause,
  closePosting,
  decideObjection,
  getManagedPosting,
  getPosting,
  listObjections,
  objectToClosing,
} from "../../src/postings/index.ts";
import { noticePath } from "../../src/web/links/notices.ts";
import { noticeText } from "../../src/web/text/notices.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { visitor } from "../factories/actors.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import { draftPosting, emitted, submittedPosting } from "../factories/postings.ts";
import { bodyOf } from "../support/app.ts";
import { code } from "../support/refusals.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const cause = { rule: "FEES", sentence: "要求交 300 元服装费" } as const;
const member = () => hall.member.ctx;
const officer = () => hall.officer.ctx;
const closed = async () => {
  const id = await hall.publish();
  await closeForCause(officer(), { id, ...cause });
  return id;
};
const objected = async () => {
  const id = await closed();
  await objectToClosing(member(), { id, objection: "服装费由企业承担，已改正" });
  return id;
};
const told = async (ctx: RequestContext, id: string) =>
  (await listNotices(ctx)).filter(({ subject }) => subject.id === id).map(({ kind }) => kind);
const actionsOn = async (id: string) => {
  const { rows } = await sql<{ action: string }>`select action from audit
    where subject_kind = 'posting' and subject_id = ${id} order by at, id`.execute(hall.t.services.db);
  return rows.map(({ action }) => action.replace("posting.", "")).slice(-3);
};

describe("an officer closes a posting for a violation", () => {
  test("whoever applied is told, and told again when the posting returns", async () => {
    const { person, id, postingId } = await hall.sent();
    await closeForCause(officer(), { id: postingId, ...cause });
    expect(await told(person.ctx, id)).toEqual(["appliedPostingClosed"]);
    await objectToClosing(member(), { id: postingId, objection: "服装费由企业承担" });
    await decideObjection(officer(), { id: postingId, outcome: "returned", note: "已改正" });
    expect((await told(person.ctx, id)).sort()).toEqual(["appliedPostingClosed", "appliedPostingReturned"]);
  });

  test("the public loses it, the enterprise is told the rule and the sentence, and may object once", async () => {
    const id = await closed();
    expect(await code(getPosting(visitor(hall.t.services), id))).toBe("GONE");
    expect(await getManagedPosting(member(), id)).toMatchObject({
      status: "closed",
      closeReason: "violation",
    });
    expect((await emitted(officer(), id)).at(-1)).toMatchObject({
      op: "close",
      payload: { reason: "violation" },
    });
    const [notice] = (await listNotices(member())).filter(({ subject }) => subject.id === id);
    expect(notice && noticeText(notice)).toMatch(/向求职者收钱.*第 9 条.*要求交 300 元服装费/);
    expect(notice && noticePath(notice)).toBe(`/enterprise/postings/${id}`);
    await objectToClosing(member(), { id, objection: "服装费由企业承担" });
    expect(await code(objectToClosing(member(), { id, objection: "再说一次" }))).toBe("OBJECTION_STATE");
    expect(await told(officer(), id)).toEqual(["postingObjected"]);
    expect(
      (await listObjections(officer(), { limit: 100 })).items.map(({ posting }) => posting.id),
    ).toContain(id);
    expect(await actionsOn(id)).toEqual(["approve", "closeForCause", "object"]);
  });

  test("upheld: it stays closed; returned: it is published as before. Each is told and audited", async () => {
    const [kept, back] = [await objected(), await objected()];
    await decideObjection(officer(), { id: kept, outcome: "upheld", note: "收据显示向本人收取" });
    await decideObjection(officer(), { id: back, outcome: "returned", note: "核实无误" });
    expect(await code(getPosting(visitor(hall.t.services), kept))).toBe("GONE");
    expect((await getPosting(visitor(hall.t.services), back)).id).toBe(back);
    expect(await getManagedPosting(member(), back)).toMatchObject({ status: "published", closeReason: null });
    expect((await emitted(officer(), back)).at(-1)).toMatchObject({ stream: `${HOME}/public`, op: "put" });
    expect(await told(member(), kept)).toContain("objectionUpheld");
    expect(await told(member(), back)).toContain("objectionReturned");
    expect(await actionsOn(kept)).toEqual(["closeForCause", "object", "objection.upheld"]);
    const waiting = (await listObjections(officer(), { limit: 100 })).items.map(({ posting }) => posting.id);
    expect(waiting).not.toContain(kept);
    expect(waiting).not.toContain(back);
    expect(await code(decideObjection(officer(), { id: kept, outcome: "returned", note: "x" }))).toBe(
      "OBJECTION_STATE",
    );
    // A posting that was returned may be closed and objected to again.
    await closeForCause(officer(), { id: back, ...cause });
    await objectToClosing(member(), { id: back, objection: "又来了" });
  });

  test("returned after its last day it is expired, and while the enterprise is suspended it stays hidden", async () => {
    const [late, hidden] = [await objected(), await objected()];
    await sql`update posting set valid_through = app.today() - 1 where id = ${late}`.execute(
      hall.t.services.db,
    );
    await decideObjection(officer(), { id: late, outcome: "returned", note: "核实无误" });
    expect(await code(getPosting(visitor(hall.t.services), late))).toBe("POSTING_EXPIRED");
    expect((await emitted(officer(), late)).at(-1)).toMatchObject({ stream: `${HOME}/local` });
    await suspendEnterprise(officer(), { id: hall.enterpriseId, reason: "核查" });
    await decideObjection(officer(), { id: hidden, outcome: "returned", note: "核实无误" });
    expect((await emitted(officer(), hidden)).at(-1)).toMatchObject({ stream: `${HOME}/local` });
    expect(await code(getPosting(visitor(hall.t.services), hidden))).toBe("NOT_FOUND");
    await reinstateEnterprise(officer(), { id: hall.enterpriseId });
    expect((await getPosting(visitor(hall.t.services), hidden)).id).toBe(hidden);
  });

  test("others, other states and faulty input are refused, and write nothing", async () => {
    const [id, draft] = [await hall.publish(), (await draftPosting(member(), hall.enterpriseId)).id];
    const waiting = (await submittedPosting(member(), hall.enterpriseId)).id;
    const neighbour = (await hall.t.asOfficer(NEIGHBOUR)).ctx;
    expect(await code(closeForCause(member(), { id, ...cause }))).toBe("NOT_FOUND");
    expect(await code(closeForCause(neighbour, { id, ...cause }))).toBe("NOT_FOUND");
    for (const other of [draft, waiting])
      expect(await code(closeForCause(officer(), { id: other, ...cause }))).toBe("POSTING_STATE");
    expect(await code(objectToClosing(member(), { id, objection: "没有关" }))).toBe("OBJECTION_STATE");
    await closePosting(member(), { id, reason: "filled" });
    expect(await code(objectToClosing(member(), { id, objection: "自己关的" }))).toBe("OBJECTION_STATE");
    const other = await closed();
    expect(await code(objectToClosing(officer(), { id: other, objection: "官" }))).toBe("NOT_FOUND");
    expect(await code(decideObjection(officer(), { id: other, outcome: "returned", note: "x" }))).toBe(
      "OBJECTION_STATE",
    );
    const post = (body: object) => hall.officer.call("POST", `/api/v1/postings/${other}/violation`, { body });
    for (const body of [{ rule: "FEES" }, { rule: "NONE", sentence: "x" }, { ...cause, sentence: "" }])
      expect((await bodyOf<{ code: string }>(await post(body), 422)).code).toBe("INVALID_INPUT");
    const { rows } =
      await sql`select 1 from posting_violation where posting_id in (${id}, ${draft}, ${waiting})`.execute(
        hall.t.services.db,
      );
    expect(rows).toEqual([]);
  });

  test("eight concurrent objections make one, and of two concurrent decisions one wins", async () => {
    const id = await closed();
    const end = (promise: Promise<unknown>) =>
      promise.then(
        () => "done",
        (error: AppError) => error.code,
      );
    const ends = await Promise.all(
      Array.from({ length: 8 }, (_, n) => end(objectToClosing(member(), { id, objection: `第 ${n} 次` }))),
    );
    expect(ends.sort()).toEqual(
      ["OBJECTION_STATE", "done"].flatMap((e) => Array(e === "done" ? 1 : 7).fill(e)),
    );
    const decisions = (["upheld", "returned"] as const).map((outcome) =>
      end(decideObjection(officer(), { id, outcome, note: "核实过" })),
    );
    expect((await Promise.all(decisions)).sort()).toEqual(["OBJECTION_STATE", "done"]);
  });
});

test("pages: the officer closes, the enterprise objects, the officer decides from the list", async () => {
  const id = await hall.publish({ title: "打磨工" });
  type Who = { token: string };
  const read = async (path: string, who: Who) =>
    (await hall.t.app.request(path, { headers: { cookie: `session=${who.token}` } })).text();
  const post = (path: string, fields: Record<string, string>, who: Who) =>
    hall.t.app.request(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { cookie: `session=${who.token}`, origin: "http://localhost" },
    });
  const union = `/union/postings/${id}`;
  const own = `/enterprise/postings/${id}`;
  expect(await read(union, hall.officer)).toContain("违反规定，关闭岗位");
  expect(await read(own, hall.member)).not.toContain("违反规定，关闭岗位");
  const empty = await post(`${union}/violation`, { rule: "SEX", sentence: "" }, hall.officer);
  expect([empty.status, (await empty.text()).includes("打磨工")]).toEqual([422, true]);
  expect(
    (await post(`${union}/violation`, { rule: "SEX", sentence: "写了只要男的" }, hall.officer)).status,
  ).toBe(200);
  const shown = await read(own, hall.member);
  expect(shown).toContain("岗位因违反规定被工会关闭");
  expect(shown).toContain("限定或优先性别（妇女权益保障法第 43 条）");
  expect((await post(`${own}/objection`, { objection: "已改为男女不限" }, hall.member)).status).toBe(200);
  expect(await read(own, hall.member)).not.toContain("提交异议");
  expect(await read("/union", hall.officer)).toContain(`href="${union}#violation"`);
  expect(await read("/union/objections", hall.officer)).toContain("已改为男女不限");
  const decision = { outcome: "returned", note: "已核实改正" };
  const decided = await post(`${union}/objection`, decision, hall.officer);
  expect(decided.headers.get("location")).toBe("/union/objections?done=returned");
  const again = await post(`${union}/objection`, decision, hall.officer);
  expect(again.headers.get("location")).toBe("/union/objections?done=taken");
  expect(await read(own, hall.member)).toContain("异议通过，岗位已恢复发布");
});
