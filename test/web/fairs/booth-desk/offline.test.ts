import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listVisits } from "../../../../src/fairs/index.ts";
import { officer } from "../../../factories/actors.ts";
import { clerkOf, DOORS_OPEN_H, fairWithBooths, ticketFor } from "../../../factories/booth-desk.ts";
import { HOME } from "../../../factories/cities.ts";
import { cancelConfirmed } from "../../../factories/fairs.ts";
import { chromiumMissing, PHONE, skipReason } from "../../../support/browser.ts";
import { signInByPhone } from "../../../support/client.ts";
import { type DemoSite, openDemoSite } from "../../../support/demo-site.ts";
import { beforeCamera } from "../../../support/film.ts";
import { startApp } from "../../../support/server.ts";
import { cutNetwork, restoreNetwork } from "../../network.ts";
import { axeViolations, killTab, shoot, sideways } from "../../visit.ts";

const CLERK = "13912358001";

describe.skipIf(chromiumMissing)(`the booth desk without network${skipReason}`, () => {
  let site: DemoSite;
  let world: Awaited<ReturnType<typeof fairWithBooths>>;
  let union: Awaited<ReturnType<typeof officer>>;
  let desk: string;
  let token: string;
  beforeAll(async () => {
    site = await openDemoSite();
    union = await officer(site.demo.services, HOME);
    world = await fairWithBooths(site.demo.services, union, 1, DOORS_OPEN_H);
    await clerkOf(union, CLERK, world.first.enterprise.id);
    token = await signInByPhone(site.app.origin, CLERK);
    desk = `${site.app.origin}/enterprise/fairs/${world.fair.id}/desk`;
  });
  afterAll(() => site?.close());

  const signIn = (context: BrowserContext) =>
    context.addCookies([
      { name: "session", value: token, url: site.app.origin, httpOnly: true, sameSite: "Lax" },
    ]);

  /** Returns the code of a printed ticket, which has no account. */
  const printed = async () => (await ticketFor(site.demo.services, world.hall)).code;

  async function cityWithEnterprise(more: object = {}, browser: Browser = site.browser) {
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN", ...more });
    await signIn(context);
    const page = await context.newPage();
    await page.goto(desk);
    await page.locator("#kept").waitFor();
    return { context, page };
  }

  const state = (page: Page) => page.locator("#outbox-state");
  const waiting = (page: Page, count: number) =>
    state(page)
      .filter({ hasText: `${count} 条还没上传` })
      .waitFor();

  async function fillIn(page: Page, code: string, callName: string): Promise<void> {
    await page.locator("#code").fill(code);
    if (
      !(await page
        .locator("details.sheet")
        .first()
        .getAttribute("open")
        .then((open) => open !== null))
    )
      await page.locator("summary", { hasText: "没有求职卡" }).click();
    await page.locator("#callName").fill(callName);
    await page.getByLabel("本人同意").check();
  }
  async function scan(page: Page, code: string, callName: string): Promise<void> {
    await fillIn(page, code, callName);
    await page.getByRole("button", { name: "登记", exact: true }).click();
  }

  /**
   * Cuts the network: the browser is offline and the server is stopped. The returned function starts the
   * server again on the same address.
   */
  async function cutOff(context: BrowserContext): Promise<() => Promise<void>> {
    const port = Number(new URL(site.app.origin).port);
    await cutNetwork(context);
    await site.app.close();
    return async () => {
      site.app = await startApp(site.demo.services, port);
      await restoreNetwork(context);
    };
  }

  const cameBy = async (name: string) =>
    (await listVisits(world.first.member, { registrationId: world.first.registrationId })).items.filter(
      ({ callName }) => callName === name,
    );

  test("offline scans survive a reload and a killed tab; each is sent once; the cached page names nobody", async () => {
    const codes = [await printed(), await printed(), await printed()];
    const opened = await cityWithEnterprise();
    const { context } = opened;
    let { page } = opened;
    await scan(page, await printed(), "陈师傅");
    await page.locator("tbody", { hasText: "陈师傅" }).waitFor();
    const success = page.locator(".notice.done", { hasText: "已记在名单上" });
    expect(await success.isVisible()).toBe(true);
    const back = await cutOff(context);
    await scan(page, codes[0] ?? "", "张师傅");
    await waiting(page, 1);
    expect(await state(page).innerText()).toContain("网络断了");
    expect(await success.isVisible()).toBe(false);
    await page.reload();
    await waiting(page, 1);
    expect(await page.locator("main").innerText()).toContain("现在没有网络，扫码照常登记");
    expect(await page.content()).not.toContain("陈师傅");
    expect(await axeViolations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "booth-desk-bare");
    await scan(page, codes[1] ?? "", "李女士");
    await waiting(page, 2);
    await killTab(page);
    page = await context.newPage();
    await page.goto(desk);
    await waiting(page, 2);
    await scan(page, codes[2] ?? "", "王师傅");
    await waiting(page, 3);
    await back();
    await page.locator("tbody", { hasText: "王师傅" }).waitFor();
    for (const name of ["陈师傅", "张师傅", "李女士", "王师傅"])
      expect(await cameBy(name), name).toHaveLength(1);
    expect(await state(page).isHidden()).toBe(true);
    await context.close();
  });

  test("a scan that the server refuses stays with its reason until it is corrected or discarded", async () => {
    const { context, page } = await cityWithEnterprise();
    const [good, bad] = [await printed(), "LP0000000000"];
    const back = await cutOff(context);
    await scan(page, bad, "赵师傅");
    await scan(page, "LP0000000001", "钱师傅");
    await waiting(page, 2);
    await back();
    const refused = page.locator("#outbox-refused");
    await refused.locator("li").nth(1).waitFor();
    expect(await refused.innerText()).toContain("LP0000000000 · 赵师傅 · 没有这张入场码");
    await page.reload();
    await refused.locator("li").nth(1).waitFor();
    await shoot(page, "booth-desk-refused");
    await refused.getByRole("button", { name: "不要了" }).last().click();
    await refused.getByRole("button", { name: "放回表单改一改" }).click();
    expect(await refused.isHidden()).toBe(true);
    expect(await page.locator("#callName").inputValue()).toBe("赵师傅");
    await page.locator("#code").fill(good);
    await page.getByRole("button", { name: "登记", exact: true }).click();
    await page.locator("tbody", { hasText: "赵师傅" }).waitFor();
    expect(await cameBy("钱师傅")).toEqual([]);
    await context.close();
  });

  test("waiting scans survive the end of a session and are sent after the next sign-in", async () => {
    const { context, page } = await cityWithEnterprise();
    const code = await printed();
    await cutNetwork(context);
    await scan(page, code, "孙师傅");
    await waiting(page, 1);
    await context.clearCookies();
    await restoreNetwork(context);
    await state(page).filter({ hasText: "请重新登录" }).waitFor();
    expect(await state(page).innerText()).toContain("1 条还没上传");
    await signIn(context);
    await page.goto(desk);
    await page.locator("tbody", { hasText: "孙师傅" }).waitFor();
    expect(await cameBy("孙师傅")).toHaveLength(1);
    await context.close();
  });

  test("a scan without a code is not stored, and the page names the missing field", async () => {
    const { context, page } = await cityWithEnterprise();
    await cutNetwork(context);
    await page.getByRole("button", { name: "登记", exact: true }).click();
    await state(page).filter({ hasText: "请先填入场码" }).waitFor();
    expect(await state(page).innerText()).not.toContain("还没上传");
    await context.close();
  });

  test("the camera reads a code into the form and closes", async () => {
    const code = await printed();
    await beforeCamera(code, async (watching) => {
      const { page } = await cityWithEnterprise({ permissions: ["camera"] }, watching);
      await page.getByRole("button", { name: "用摄像头扫" }).click();
      await page.waitForFunction(
        (text) => document.querySelector<HTMLInputElement>("#code")?.value === text,
        code,
      );
      expect(await page.locator("#camera").isHidden()).toBe(true);
    });
  });

  test("the page prints the list alone, and offers it as CSV and Excel", async () => {
    const { context, page } = await cityWithEnterprise();
    await scan(page, await printed(), "周师傅");
    await page.locator("tbody", { hasText: "周师傅" }).waitFor();
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 673, height: 950 });
    await page.locator("#code").waitFor({ state: "hidden" });
    expect(await page.locator("thead").isVisible()).toBe(true);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "booth-desk-print");
    expect(await (await context.request.get(`${desk}.csv`)).text()).toContain("周师傅");
    const sheet = await (await context.request.get(`${desk}.xlsx`)).body();
    expect(sheet.subarray(0, 2).toString()).toBe("PK");
    await context.close();
  });

  test("the desk of a cancelled fair says so and offers no action; the list stays", async () => {
    const { context, page } = await cityWithEnterprise();
    await cutNetwork(context);
    await scan(page, await printed(), "吴师傅");
    await waiting(page, 1);
    await cancelConfirmed(union, { id: world.fair.id, action: "cancel", reason: "停电" });
    await restoreNetwork(context);
    for (const path of [desk, desk.replace(/desk$/, "interviews")]) {
      await page.goto(path);
      expect(await page.locator("main .notice.warning").first().innerText()).toContain("招聘会已取消");
      expect(await page.locator("main form:visible [required]").count()).toBe(0);
    }
    await page.goto(desk);
    expect(await page.locator("tbody").innerText()).toContain("周师傅");
    // A scan that waited in the browser and is refused stays visible, with the reason.
    const held = page.locator("#outbox-refused li");
    await held.filter({ hasText: "招聘会现在不能这样操作" }).waitFor();
    expect(await held.innerText()).toContain("吴师傅");
    await held.getByRole("button").click();
    await page.locator("#outbox-refused").waitFor({ state: "hidden" });
    await context.close();
  });
});
