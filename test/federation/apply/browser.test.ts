import { sql } from "kysely";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { privateKinds } from "../../../src/federation/commands/private-kinds.ts";
import { SHARED_KINDS } from "../../../src/federation/index.ts";
import { followPeer } from "../../../src/federation/pull/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { daysAhead } from "../../factories/postings.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../support/browser.ts";
import { PATIENCE } from "../../support/patience.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { Visitor } from "../../web/visitor.ts";
import { openWorld, type World } from "./world.ts";

/** People and other nodes reach a node at one address. */
describe.skipIf(chromiumMissing)(`two nodes, in a browser${skipReason}`, () => {
  const contexts: BrowserContext[] = [];
  const apps = new Map<string, RunningApp>();
  let browser: Browser;
  let world: World;

  beforeAll(async () => {
    const serve: Parameters<typeof openWorld>[0] = async ({ services }, city) => {
      const app = await startApp(services);
      apps.set(city, app);
      return { url: app.origin, close: async () => apps.get(city)?.close() };
    };
    [browser, world] = await Promise.all([openBrowser(), openWorld(serve)]);
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await world?.close();
    await browser?.close();
  });

  async function visitor(name: string, city: string, token?: string, viewport = PHONE): Promise<Visitor> {
    const origin = apps.get(city)?.origin ?? "";
    const context = await browser.newContext({ viewport, locale: "zh-CN" });
    contexts.push(context);
    if (token) await context.addCookies([{ name: "session", value: token, url: origin, httpOnly: true }]);
    return new Visitor(await context.newPage(), origin, `nodes-${name}`);
  }

  /** Saves the page in both sizes. It is never wider than its window. */
  async function look(of: Visitor, name: string): Promise<void> {
    const before = of.page.viewportSize() ?? DESK;
    for (const size of [PHONE, DESK]) {
      await of.page.setViewportSize(size);
      await of.look(`${name}-${size.width}`);
    }
    await of.page.setViewportSize(before);
  }

  /** Writes a posting as an enterprise and approves it as its union, both in browsers. Returns its id. */
  async function publish(hr: Visitor, officer: Visitor, title: string): Promise<string> {
    await hr.go("/enterprise/postings/new");
    for (const [field, value] of Object.entries({
      title,
      headcount: "3",
      requirements: "有焊工证，三年以上经验。",
      duties: "按图纸焊接工件，检查焊缝。",
      placeText: "葫芦岛兴城市临海产业区一号",
      payText: "7000-9000元/月",
      validThrough: await daysAhead(world.home.member.ctx, 30),
    }))
      await hr.page.fill(`#${field}`, value);
    await hr.tap("提交审核");
    expect(await hr.text()).toContain("岗位已提交审核");
    await officer.go("/union");
    await officer.tapIn(officer.page.locator("[data-item]", { hasText: title }), "通过");
    const { rows } = await sql<{ id: string }>`select id from posting where title = ${title}`.execute(
      world.home.t.services.db,
    );
    return rows[0]?.id ?? "";
  }

  test("published at one node, found at the other with its home, and gone there when it closes", async () => {
    const hr = await visitor("hr", HOME, world.home.member.token);
    const officer = await visitor("officer", HOME, world.home.officer.token, DESK);
    const seeker = await visitor("seeker", NEIGHBOUR);
    const id = await publish(hr, officer, "渤海电焊工");
    const search = `/postings?q=${encodeURIComponent("渤海电焊工")}`;
    await seeker.go(search);
    expect(await seeker.text()).not.toContain("7000-9000");
    await world.sync();

    await seeker.go(search);
    await look(seeker, "1-found");
    await seeker.tap(/渤海电焊工/, "link");
    for (const text of ["由哪座城市发布", "葫芦岛市", `union ${HOME}`, "最近一次确认"])
      expect(await seeker.text()).toContain(text);
    await look(seeker, "2-posting");

    await hr.go(`/enterprise/postings/${id}`);
    await hr.open(/关闭岗位/);
    await hr.page.getByLabel("关闭原因").selectOption({ label: "已招满" });
    await hr.tap("关闭岗位");
    expect(await hr.text()).toContain("岗位已关闭");
    await world.sync();
    const gone = await seeker.go(`/postings/${id}`);
    expect([gone?.status(), await seeker.text()]).toEqual([410, expect.stringContaining("这个岗位已经关闭")]);
    await look(seeker, "3-closed");
    await seeker.go(search);
    expect(await seeker.page.locator(`main a[href*="${id}"]`).count()).toBe(0);
  });

  test("applied for while the link is cut: on its way, late, arrived, answered, taken back", async () => {
    const hr = await visitor("hr", HOME, world.home.member.token);
    const postingId = await world.home.publish({ title: "船台装配工" });
    await world.sync();
    const { client } = await world.person();
    const seeker = await visitor("seeker", NEIGHBOUR, client.token);
    world.link.cut = true;
    await seeker.go(`/postings/${postingId}`);
    await seeker.tap("我要应聘", "link");
    await look(seeker, "4-apply");
    await seeker.tap(/确认应聘/);
    expect(await seeker.text()).toContain("正在送达");
    await look(seeker, "5-sending");
    await seeker.tap("去“我的”看进展", "link");
    await world.send();
    const waiting = async () => {
      await seeker.page.reload();
      return seeker.text();
    };
    expect(await waiting()).toContain("正在送达");
    expect(await waiting()).not.toContain("打电话给企业");
    await sql`update outgoing_command set created_at = created_at - interval '25 hours'`.execute(
      world.away.services.db,
    );
    for (const text of ["正在送达", "过了一天", "打电话给企业 0429-5550000"])
      expect(await waiting()).toContain(text);
    await look(seeker, "6-late");

    world.link.cut = false;
    await world.retry();
    await world.settle();
    expect(await waiting()).toContain("已送达");
    await look(seeker, "7-arrived");
    await hr.go("/enterprise/applications");
    await hr.tap(/船台装配工/, "link");
    expect(await hr.text()).toContain("王师傅");
    const received = new URL(hr.page.url()).pathname;
    await look(hr, "1-application");
    await hr.page.getByLabel("时间").fill("周六上午九点");
    await hr.page.getByLabel("地点").fill("临海路一号办公楼");
    await hr.tap("发出邀请");
    await world.sync();
    for (const text of ["企业邀请您", "周六上午九点", "临海路一号办公楼"])
      expect(await waiting()).toContain(text);
    await look(seeker, "8-answered");

    world.link.cut = true;
    await seeker.tap("收回应聘");
    expect(await seeker.text()).toContain("应聘已收回");
    expect(await seeker.text()).toContain("那边暂时连不上也算收回");
    await look(seeker, "9-taken-back");
    world.link.cut = false;
    await world.settle();
    await hr.go(received);
    expect(await hr.text()).toContain("求职者已收回");
    expect(await hr.text()).not.toContain("王师傅");
  });

  test("the desk says in words that a peer died, shows what waits, and that it is back", async () => {
    const officer = await visitor("desk", NEIGHBOUR, (await world.away.asOfficer(NEIGHBOUR)).token, PHONE);
    const postingId = await world.home.publish({ title: "锅炉工" });
    await world.sync();
    const ctx = systemContext(world.away.services, "test");
    const peer = apps.get(HOME)?.origin ?? "";
    const log = { city: HOME, origin: `${new URL(peer).host}/fed`, url: peer };
    const kinds = { kinds: SHARED_KINDS, privateKinds: privateKinds(ctx) };
    const following = followPeer(ctx, [{ peer: log, audience: "public", reader: NEIGHBOUR }], {
      fetch: world.fetch,
      waitS: 1,
      ...kinds,
    });
    const desk = async () => {
      await officer.go(`/union/federation/${HOME}`);
      return officer.text();
    };
    try {
      await expect.poll(desk, PATIENCE).toContain("跟上了");
      await apps.get(HOME)?.close();
      await expect.poll(desk, PATIENCE).toContain("连不上对方的机器");
      const { client } = await world.person();
      await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
      await world.send();
      expect(await desk()).toContain("1 件在路上");
      await look(officer, "1-dead");
      await officer.tap(/1 件在路上/, "link");
      expect(await officer.text()).toContain("应聘");
      expect(await officer.text()).toContain("下次再送");
      await look(officer, "2-waiting");
      await officer.go("/union/federation");
      expect(await officer.text()).toContain("连不上对方的机器");
      await look(officer, "3-all");

      apps.set(HOME, await startApp(world.home.t.services, Number(new URL(peer).port)));
      await world.retry();
      await world.settle();
      await expect.poll(desk, PATIENCE).toContain("跟上了");
      expect(await officer.text()).toContain("没有在路上的");
      await look(officer, "4-back");
      await officer.go(`/union/federation/${HOME}/commands`);
      expect(await officer.text()).toContain("办好了");
    } finally {
      await following.stop();
    }
  });
});
