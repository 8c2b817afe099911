import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FairView } from "../../../../src/fairs/index.ts";
import { type Company, openWorld, type World } from "../../../federation/register/world.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../../support/browser.ts";
import { type RunningApp, startApp } from "../../../support/server.ts";
import { axeViolations, shoot, sideways } from "../../visit.ts";

describe.skipIf(chromiumMissing)(`a registration from one node to another${skipReason}`, () => {
  let world: World;
  let fair: FairView;
  let of: Company;
  let browser: Browser;
  let own: RunningApp;
  let host: RunningApp;
  let third: RunningApp;
  beforeAll(async () => {
    world = await openWorld();
    fair = await world.fair({ title: "辽西五市联合招聘会" });
    of = await world.company();
    own = await startApp(world.own.t.services);
    host = await startApp(world.host.t.services);
    third = await startApp(world.third.t.services);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    for (const app of [own, host, third]) await app?.close();
    await world?.close();
  });

  async function openAs(app: RunningApp, viewport: typeof PHONE, token?: string): Promise<Page> {
    const context = await browser.newContext({
      viewport,
      locale: "zh-CN",
      javaScriptEnabled: viewport === DESK,
    });
    if (token)
      await context.addCookies([
        { name: "session", value: token, url: app.origin, httpOnly: true, sameSite: "Lax" },
      ]);
    return context.newPage();
  }
  const text = (page: Page) => page.locator("main").innerText();
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
  /** Saves the page in both sizes. It is never wider than its window, and axe finds no fault. */
  async function look(page: Page, name: string): Promise<void> {
    const before = page.viewportSize() ?? DESK;
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      await shoot(page, `across-nodes-${name}-${size.width}`);
      expect(await sideways(page), `${name} ${size.width}`).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize(before);
  }

  test("registered on a phone, recommended, placed, found everywhere, and an edit that meets a newer version", async () => {
    const member = await openAs(own, PHONE, of.client.token);
    await member.goto(`${own.origin}/enterprise/fairs`);
    expect(await text(member)).toContain(fair.title);
    await member.getByRole("link", { name: fair.title }).first().click();
    await look(member, "1-form");
    await member.locator("label", { hasText: "电焊工" }).first().click();
    await member.getByLabel("联系人").fill("刘经理");
    await press(member, "提交报名");
    expect(await text(member)).toContain("正在送往主办城市");
    const address = `${own.origin}/enterprise/fairs/${fair.id}`;
    await member.goto(address);
    expect(await text(member)).toContain("正在送达");
    await look(member, "2-sending");
    await world.settle();
    await member.goto(address);
    expect(await text(member)).toContain("已送达");

    const union = await openAs(own, DESK, world.own.officer.token);
    await union.goto(`${own.origin}/union/fairs/recommendations`);
    expect(await text(union)).toContain(of.name);
    await look(union, "3-recommend");
    expect(await axeViolations(union)).toEqual([]);
    await press(union, "推荐");
    await union.waitForURL(/done=recommended/);
    await world.settle();

    const hosts = await openAs(host, DESK, world.host.officer.token);
    await hosts.goto(`${host.origin}/union/fairs/${fair.id}/registrations`);
    expect(await text(hosts)).toContain(of.name);
    await look(hosts, "4-host");
    const mine = async () =>
      (await (await of.client.call("GET", "/api/v1/fair-registrations?as=mine&limit=5")).json()) as {
        items: { id: string; rev: number }[];
      };
    const [{ id } = { id: "" }] = (await mine()).items;
    await world.place(id);
    await world.sync();
    await world.syncThird();
    await member.goto(address);
    expect(await text(member)).toContain("已安排展位");
    await look(member, "5-placed");

    const visitor = await openAs(own, DESK);
    // The page opens with the hall of the visitor's own city; the enterprise stands in the host's.
    await visitor.goto(`${own.origin}/fairs/${fair.id}`);
    expect(await text(visitor)).toContain("这个会场还没有企业");
    await visitor.goto(`${own.origin}/fairs/${fair.id}?venue=${fair.venues[0]?.id}`);
    expect(await text(visitor)).toContain(of.name);
    await look(visitor, "6-fair");
    expect(await axeViolations(visitor)).toEqual([]);
    await visitor.goto(`${own.origin}/fairs/${fair.id}/enterprises`);
    expect(await text(visitor)).toContain(of.name);
    await visitor.goto(`${own.origin}/fairs/${fair.id}/postings?q=${encodeURIComponent("焊工")}`);
    expect(await text(visitor)).toContain("电焊工");
    await visitor.goto(`${third.origin}/fairs/${fair.id}/enterprises`);
    expect(await text(visitor)).toContain(of.name);

    await member.goto(address);
    await member.locator("summary", { hasText: "改报名内容" }).click();
    await member.getByLabel("去几个人").fill("6");
    const { rev } = await world.hosts(id);
    await world.place(id, { decision: "place", boothId: await freeBooth(), ifRev: rev });
    await press(member, "保存");
    expect(await text(member)).toContain("报名内容已保存");
    await world.settle();
    await member.goto(address);
    for (const words of ["您的修改没有保存", "去 6 个人", "去 2 个人"])
      expect(await text(member)).toContain(words);
    await look(member, "7-conflict");
    await press(member, "撤回报名");
    await member.goto(address);
    expect(await text(member)).toContain("已撤回");
    await look(member, "8-withdrawn");
  });

  async function freeBooth(): Promise<string> {
    const hall = `/api/v1/fairs/${fair.id}/venues/${fair.venues[0]?.id}/booths`;
    const { items } = (await (await world.host.officer.call("GET", hall)).json()) as {
      items: { id: string; registrationId: string | null }[];
    };
    return items.filter((one) => one.registrationId === null).at(-1)?.id ?? "";
  }
});
