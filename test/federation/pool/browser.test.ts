import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOME } from "../../factories/cities.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../support/browser.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { Visitor } from "../../web/visitor.ts";
import { openPool, type PoolWorld } from "./world.ts";

describe.skipIf(chromiumMissing)(`the talent pool of two nodes, in a browser${skipReason}`, () => {
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let world: PoolWorld;
  let [home, away]: RunningApp[] = [];

  beforeAll(async () => {
    [browser, world] = await Promise.all([openBrowser(), openPool()]);
    [home, away] = await Promise.all([startApp(world.home.t.services), startApp(world.away.services)]);
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await home?.close();
    await away?.close();
    await world?.close();
    await browser?.close();
  });

  async function visitor(name: string, app: RunningApp | undefined, token: string, viewport = DESK) {
    const origin = app?.origin ?? "";
    const context = await browser.newContext({ viewport, locale: "zh-CN" });
    contexts.push(context);
    await context.addCookies([{ name: "session", value: token, url: origin, httpOnly: true }]);
    return new Visitor(await context.newPage(), origin, `pool-${name}`);
  }

  test("switched on for a city of the other node, found, looked at, invited, answered, taken back", async () => {
    const { client } = await world.person();
    const seeker = await visitor("seeker", away, client.token, PHONE);
    const officer = await visitor("officer", home, world.home.officer.token);
    const hr = await visitor("hr", home, world.home.member.token, PHONE);
    await world.home.publish({ title: "船厂电焊工" });
    await world.home.publish({ title: "锅炉厂电焊工" });
    await world.sync();

    await seeker.go("/me/talent");
    expect(await seeker.text()).toContain("谁也看不到");
    await seeker.look("1-off");
    await seeker.tap("打开人才卡", "link");
    await seeker.check("葫芦岛");
    await seeker.check("干了几年");
    await seeker.check("退役军人");
    await seeker.look("2-choice");
    await seeker.tap("先看看样子");
    expect(await seeker.text()).toContain(`union ${HOME}和当地核验过的企业`);
    await seeker.look("3-preview");
    await seeker.tap("就这样，打开");
    expect(await seeker.text()).toContain("人才卡打开了");

    await officer.go("/union/talent");
    expect(await officer.text()).toContain("还没有求职者");
    await world.sync();
    await officer.go("/union/talent?veteran=true");
    await officer.look("1-found");
    await officer.tap("焊", "link");
    const card = await officer.text();
    expect(card).toContain("12 年");
    expect(card).not.toContain("王师傅");
    await officer.look("2-card");
    const cardUrl = officer.page.url();

    await world.sync();
    await seeker.go("/me/looks");
    expect(await seeker.text()).toContain(`union ${HOME}`);
    expect(await seeker.text()).toContain("在人才库打开您的人才卡");
    await seeker.look("4-looks");

    for (const title of ["船厂电焊工", "锅炉厂电焊工"]) {
      await hr.go("/enterprise/talent");
      await hr.look("1-found");
      await hr.tap("焊", "link");
      await hr.page.getByLabel("岗位").selectOption({ label: title });
      await hr.look("2-card");
      await hr.tap("发出邀请");
      expect(await hr.text()).toContain("邀请发出了");
    }
    await world.sync();
    await seeker.go("/me/talent");
    await seeker.look("5-invitations");
    await seeker.tap("船厂电焊工", "link");
    await seeker.look("6-invitation");
    await seeker.tap("这次不考虑");
    await seeker.go("/me/talent");
    expect(await seeker.text()).toContain("您说了不考虑");
    await seeker.tap("锅炉厂电焊工", "link");
    await seeker.tap("我要应聘", "link");
    await seeker.tap(/确认应聘/);
    expect(await seeker.text()).toContain("正在送达");
    await seeker.go("/me/talent");
    expect(await seeker.text()).toContain("您已应聘");
    await world.settle();
    await hr.go("/enterprise/talent/sent");
    expect(await hr.text()).toContain("已应聘");
    expect(await hr.text()).toContain("这次不考虑");
    await hr.look("3-sent");

    await seeker.go("/me/talent");
    await seeker.look("7-on");
    await seeker.tap("收回，马上看不到");
    expect(await seeker.text()).toContain("人才卡收回了");
    await world.sync();
    await officer.go("/union/talent");
    expect(await officer.text()).toContain("还没有求职者");
    await officer.look("3-gone");
    const gone = await officer.page.goto(cardUrl);
    expect(gone?.status()).toBe(404);
  });
});
