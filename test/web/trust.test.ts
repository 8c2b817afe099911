import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { suspendEnterprise, updateEnterprise } from "../../src/enterprises/index.ts";
import type { HomeNode } from "../../src/federation/index.ts";
import { getPosting } from "../../src/postings/index.ts";
import { Trust } from "../../src/web/pages/public/posting/trust-section.tsx";
import { type Hall, openHall } from "../applications/world.ts";
import { NEIGHBOUR } from "../factories/cities.ts";
import { importedEnterprise, verifiedEnterprise } from "../factories/enterprises.ts";
import { bodyOf } from "../support/app.ts";

let hall: Hall;
let postingId: string;
beforeAll(async () => {
  hall = await openHall();
  postingId = await hall.publish({
    title: "电焊工",
    placeText: "兴城市临海路一号",
    payText: "5000起，干得好8000",
  });
  await hall.settle();
});
afterAll(() => hall.t.close());

async function open(path: string, cookie = "") {
  const response = await hall.t.app.request(path, { headers: { cookie } });
  const html = await response.text();
  return { status: response.status, html, plain: html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ") };
}
const send = (path: string, form: Record<string, string>, cookie = "") =>
  hall.t.app.request(path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { cookie, origin: "http://localhost" },
  });
const nobody = () => hall.t.services.ids.uuid();

describe("a posting's page", () => {
  test("says pay as written, who reviewed it and when, and where it is", async () => {
    const { plain, html } = await open(`/postings/${postingId}`, "county=211421");
    expect(plain).toContain("来源写的是：5000起，干得好8000");
    expect(plain).toMatch(/审核单位 union 211400 审核发布 \d+月\d+日 周. \d+:\d\d 最近一次确认/);
    expect(html).toContain('aria-label="示意图：兴城和周围县区的方向、远近"');
    expect(plain).toContain("绥中（您在这里），约 46 公里");
    expect(html).toMatch(/href="https:\/\/uri\.amap\.com\/search\?keyword=[^"]+"/);
    expect(html).not.toMatch(/(?:src|srcset)="https?:/);
  });

  test("counts applications and answers from five on", async () => {
    const id = await hall.publish({ title: "钳工" });
    const sent: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const answer = await hall.applyTo(id, await hall.seeker());
      sent.push((await bodyOf<{ id: string }>(answer, 201)).id);
    }
    expect((await open(`/postings/${id}`)).plain).not.toContain("应聘情况");
    await bodyOf(await hall.applyTo(id, await hall.seeker()), 201);
    await bodyOf(await hall.answer(sent[0] ?? ""), 200);
    expect((await open(`/postings/${id}`)).plain).toContain("已有 5 人应聘，企业答复了 1 人");
  });

  test("says when the telephone is usually answered, here and on the employer's page", async () => {
    const { db } = hall.t.services;
    const id = await hall.publish({ title: "铣工" });
    const paths = [`/postings/${id}`, `/employers/${hall.enterpriseId}`];
    const call = async (hour: number) => {
      const answer = await hall.applyTo(id, await hall.seeker());
      const { id: application } = await bodyOf<{ id: string }>(answer, 201);
      await sql`insert into call_outcome (application_id, enterprise_id, day, hour, reached)
        select ${application}::uuid, ${hall.enterpriseId}::uuid, app.today() - n, ${hour}::int, true
        from generate_series(0, 1) n`.execute(db);
    };
    await call(9);
    await call(9);
    for (const path of paths) expect((await open(path)).plain).not.toContain("有人接");
    await call(10);
    for (const path of paths)
      expect((await open(path)).plain).toContain("一般 9–11 点有人接（看别人打的结果）");
    await sql`delete from call_outcome`.execute(db);
  });

  test("of another city's says where a report is written, and that it needs no account", async () => {
    const posting = await getPosting(hall.officer.ctx, postingId);
    const wordsAt = (url: string | null) =>
      String(Trust({ posting, home: { url, cityName: "阜新" } as HomeNode, outcomes: null }));
    const away = wordsAt("https://fuxin.example");
    expect(away).toContain(`href="https://fuxin.example/postings/${postingId}/report"`);
    expect(away).toContain("点了会打开阜新的网站，在那里写。那边也不用登录");
    expect(wordsAt(null)).toContain("有问题请拨 12351 举报");
    expect((await open(`/postings/${postingId}`)).plain).not.toContain("那边也不用登录");
  });

  test("one that cannot be applied for says so at the top", async () => {
    await sql`update posting set repost = true, source_name = '人社局' where id = ${postingId}`.execute(
      hall.t.services.db,
    );
    await sql`update enterprise set status = 'unverified' where id = ${hall.enterpriseId}`.execute(
      hall.t.services.db,
    );
    const { plain } = await open(`/postings/${postingId}`);
    expect(plain.indexOf("这个岗位不能在这里应聘")).toBeGreaterThan(0);
    expect(plain.indexOf("这个岗位不能在这里应聘")).toBeLessThan(plain.indexOf("岗位信息"));
    expect(plain).not.toContain("看这家企业");
    await sql`update enterprise set status = 'verified' where id = ${hall.enterpriseId}`.execute(
      hall.t.services.db,
    );
    await sql`update posting set repost = false, source_name = null where id = ${postingId}`.execute(
      hall.t.services.db,
    );
  });
});

describe("an employer's page", () => {
  test("shows what it does, who verified it, its postings by page, and how it answers", async () => {
    const { enterprise } = await verifiedEnterprise(hall.t.services, hall.officer.ctx);
    const member = await hall.t.asMember(enterprise.id);
    const patch = { industry: "船舶配套", intro: "做船用管系的工厂。", size: "50-99人" };
    await updateEnterprise(member.ctx, { id: enterprise.id, ifRev: enterprise.rev, patch });
    const { plain, status, html } = await open(`/employers/${enterprise.id}`);
    expect(status).toBe(200);
    for (const text of [
      "船舶配套",
      "做船用管系的工厂。",
      "核验单位 union 211400",
      "核验时间",
      "现在没有在招的岗位",
    ])
      expect(plain).toContain(text);
    expect(html).toContain(`<title>${enterprise.name}`);
    const own = await open(`/employers/${hall.enterpriseId}`);
    expect(own.plain).toContain("电焊工");
    expect((await open(`/postings/${postingId}`)).html).toContain(`/employers/${hall.enterpriseId}`);
    expect((await open(`/employers/${hall.enterpriseId}?cursor=nonsense`)).status).not.toBe(500);

    await suspendEnterprise(hall.officer.ctx, { id: enterprise.id, reason: "欠薪" });
    const [suspended, unknown] = [
      await open(`/employers/${enterprise.id}`),
      await open(`/employers/${nobody()}`),
    ];
    expect([suspended.status, unknown.status]).toEqual([404, 404]);
    expect(suspended.plain).toContain("这家企业现在看不到");
  });

  test("says until when it is verified; after the end it stays, and its officer verifies it again", async () => {
    const { enterprise } = await verifiedEnterprise(hall.t.services, hall.officer.ctx);
    const session = `session=${hall.officer.token}`;
    const [path, desk] = [`/employers/${enterprise.id}`, `/union/enterprises/${enterprise.id}`];
    const make = (age: string) =>
      sql`update enterprise set verified_at = app.now() - ${age}::interval where id = ${enterprise.id}`.execute(
        hall.t.services.db,
      );
    const waits = async () => (await open("/union?kind=renewal", session)).plain.includes(enterprise.name);
    await make("4 months 20 days");
    expect((await open(path)).plain).toMatch(/核验有效期至 (\d+年)?\d+月\d+日 周. (?!（)/);
    expect(await waits()).toBe(false);
    await make("5 months 5 days");
    expect(await waits()).toBe(true);
    expect((await open(path)).plain).not.toContain("核验已到期");
    await make("6 months 1 day");
    expect((await open(path)).plain).toContain("核验已到期，工会正在重新核对");
    expect((await open(desk, session)).plain).toContain("已到期，岗位照常显示");

    const stranger = await hall.t.asOfficer(NEIGHBOUR);
    expect((await send(`${desk}/renew`, {}, `session=${stranger.token}`)).status).toBe(404);
    const renewed = await send(`${desk}/renew`, {}, session);
    const { plain } = await open(renewed.headers.get("location") ?? "", session);
    expect(plain).toContain(`已重新核验，有效期延长半年：${enterprise.name}`);
    expect(plain).toContain("重新核验，有效期延长半年");
    expect(await waits()).toBe(false);
    expect((await open(path)).plain).not.toContain("核验已到期");
    await suspendEnterprise(hall.officer.ctx, { id: enterprise.id, reason: "欠薪" });
    const late = await send(`${desk}/renew`, {}, session);
    expect(late.headers.get("location")).toContain("done=taken");
  });

  test.each(["not-an-id", "%F0%9F%98%80"])("%s is a missing employer", async (id) => {
    const { status, plain } = await open(`/employers/${id}`);
    expect([status, plain.includes("这家企业现在看不到")]).toEqual([404, true]);
  });

  test("an imported employer that nobody verified is missing, also to its officer", async () => {
    const id = await importedEnterprise(hall.officer.ctx, "没核验的工厂");
    expect((await open(`/employers/${id}`, `session=${hall.officer.token}`)).status).toBe(404);
  });
});

describe("a person's consents", () => {
  test("of one employer say for which posting, by which number, and since when", async () => {
    const person = await hall.seeker();
    const [web, fair] = [await hall.publish({ title: "刨工" }), await hall.publish({ title: "磨工" })];
    const sent = [
      await bodyOf<{ reference: string }>(await hall.applyTo(web, person), 201),
      await bodyOf<{ reference: string }>(await hall.applyTo(fair, person, { channel: "fair" }), 201),
    ];
    const { plain } = await open("/me", `session=${person.token}`);
    const consents = plain.slice(plain.indexOf("授权：谁能看我的求职卡"));
    expect(consents).toMatch(new RegExp(` 应聘： 刨工 应聘编号 ${sent[0]?.reference} \\d+月\\d+日 周. 授权`));
    expect(consents).toContain(` 在招聘会上应聘： 磨工 应聘编号 ${sent[1]?.reference} `);
  });
});

describe("a report of a posting", () => {
  const report = (form: Record<string, string>, cookie = "") =>
    send(`/postings/${postingId}/report`, form, cookie);
  const referenceIn = (html: string) => /LP[0-9A-Z]{10}/.exec(html)?.[0];

  test("needs no account, gives a number, reaches the officer once, and is settled once", async () => {
    const form = { reason: "fee", words: "要交 300 块押金 😡" };
    const [first, second] = [await report(form), await report(form)];
    const [one, other] = [await first.text(), await second.text()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(one).toContain("举报已收到");
    expect(other).toContain("这条举报今天已经收到过");
    expect(referenceIn(other)).toBe(referenceIn(one));
    const reference = referenceIn(one) ?? "";
    const session = `session=${hall.officer.token}`;
    const list = await open("/union/complaints", session);
    expect(list.plain).toContain("等处理 1 属实 0 不属实 0");
    expect(list.plain).toContain(
      `编号 ${reference} 举报什么 要交钱、押金，或扣身份证 怎么说的 要交 300 块押金 😡`,
    );
    const stranger = await hall.t.asOfficer(NEIGHBOUR);
    expect((await open("/union/complaints", `session=${stranger.token}`)).plain).toContain("没有举报等处理");

    const complaintId = /decide=([0-9a-f-]{36})/.exec(list.html)?.[1] ?? "";
    const path = `/union/postings/${postingId}/complaint`;
    const decision = { complaintId, outcome: "unfounded", note: "问过企业和三名工友" };
    const empty = await send(path, { complaintId }, session);
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("请选择查下来")]);
    expect((await send(path, decision, `session=${stranger.token}`)).status).toBe(404);
    const settled = await send(path, decision, session);
    const shown = await open(settled.headers.get("location") ?? "", session);
    expect(shown.plain).toContain(`编号 ${reference} 已记为不属实`);
    expect(shown.plain).toContain("没有举报等处理");
    expect((await send(path, decision, session)).status).toBe(409);
    // A person asks by telephone what became of it.
    const spaced = `${reference.slice(0, 4)} ${reference.slice(4).toLowerCase()}`;
    const asked = `state=all&q=${encodeURIComponent(spaced)}`;
    const found = await open(`/union/complaints?${asked}`, session);
    expect(found.plain).toContain("等处理 0 属实 0 不属实 1");
    expect(found.plain).toContain("怎么查的 问过企业和三名工友");
    const file = await open(`/union/complaints.csv?${asked}`, session);
    expect(file.html.trim().split("\r\n")).toHaveLength(2);
    const strange = await open(`/union/complaints.csv?${asked}`, `session=${stranger.token}`);
    expect(strange.html.trim().split("\r\n")).toHaveLength(1);
  });

  test("says what is missing, and keeps ten thousand characters that are too many", async () => {
    const empty = await report({});
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("请选择哪里不对")]);
    const other = await report({ reason: "other", words: "  " });
    expect([other.status, await other.text()]).toEqual([
      422,
      expect.stringContaining("请填写说说是怎么回事"),
    ]);
    const long = await report({ reason: "fake", words: "假".repeat(10_000) });
    expect([long.status, await long.text()]).toEqual([422, expect.stringContaining("假".repeat(10_000))]);
    const missing = await send(`/postings/${nobody()}/report`, { reason: "fake" });
    expect([missing.status, await missing.text()]).toEqual([
      404,
      expect.stringContaining("这个岗位现在看不到"),
    ]);
  });

  test("at the same time twice: one complaint; without the guard two", async () => {
    const { db } = hall.t.services;
    const count = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from posting_complaint where words = '同时'`.execute(db);
      return rows[0]?.n;
    };
    const person = await hall.t.signInAs("13812340001");
    const twice = () =>
      Promise.all(
        Array.from({ length: 4 }, () => report({ reason: "pay", words: "同时" }, `session=${person.token}`)),
      );
    await twice();
    expect(await count()).toBe(1);
    await sql`delete from posting_complaint where words = '同时'`.execute(db);
    await sql`drop index posting_complaint_once`.execute(db);
    await twice();
    expect(await count()).toBeGreaterThan(1);
    await sql`delete from posting_complaint where words = '同时'`.execute(db);
    await sql`create unique index posting_complaint_once
      on posting_complaint (posting_id, reporter, reason, md5(words))`.execute(db);
  });

  test("one account sends five a day, and no more", async () => {
    const person = await hall.t.signInAs("13812340002");
    const codes: number[] = [];
    for (let n = 0; n < 6; n += 1)
      codes.push((await report({ reason: "fake", words: `第 ${n} 条` }, `session=${person.token}`)).status);
    expect(codes).toEqual([200, 200, 200, 200, 200, 429]);
    // What came before is still told.
    expect((await report({ reason: "fake", words: "第 0 条" }, `session=${person.token}`)).status).toBe(200);
  });
});
