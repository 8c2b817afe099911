import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { smtpChannel } from "../../src/notifications/worker.ts";
import { systemContext } from "../../src/platform/context.ts";
import { ownCookie } from "../../src/platform/http/answers/own-cookie.ts";
import { findNewMatches } from "../../src/saved-searches/index.ts";
import { drainAll } from "../../workers/index.ts";
import { officer as officerOf } from "../factories/actors.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { chromiumMissing, DESK, PHONE, skipReason } from "../support/browser.ts";
import { type DemoSite, openDemoSite } from "../support/demo-site.ts";
import { type Mailbox, openMailbox } from "../support/mailbox.ts";
import { axeViolations, shoot, sideways, signInBrowser } from "./visit.ts";

describe.skipIf(chromiumMissing)(`notices by e-mail${skipReason}`, () => {
  let site: DemoSite;
  let mailbox: Mailbox;
  beforeAll(async () => {
    [site, mailbox] = await Promise.all([openDemoSite(), openMailbox()]);
    const { services } = site.demo;
    services.config.mail = { url: mailbox.url, from: "no-reply@lianpin.example" };
    services.config.origins = [site.app.origin];
    services.mail = smtpChannel(services.config.mail);
  });
  afterAll(async () => {
    await site?.close();
    await mailbox?.close();
  });

  const cookie = () => ownCookie(site.demo.services.config, "session");
  const linkTo = (address: string, path: string) => {
    const letter = mailbox.received.filter(({ to }) => to.includes(address)).at(-1);
    return new RegExp(`${site.app.origin}${path}\\S*`).exec(letter?.text ?? "")?.[0] ?? "";
  };

  /**
   * Checks a page at both window sizes: nothing is cut off, and, if `checked`, axe finds no fault. Takes
   * screenshots.
   */
  async function look(page: Page, step: string, checked: boolean): Promise<void> {
    for (const [size, viewport] of [
      ["phone", PHONE],
      ["desk", DESK],
    ] as const) {
      await page.setViewportSize(viewport);
      if (checked) expect(await axeViolations(page), `${step} on the ${size}`).toEqual([]);
      expect(await sideways(page), `${step} on the ${size}`).toBeLessThanOrEqual(0);
      await shoot(page, `mail-${checked ? "js" : "plain"}-${step}-${size}`);
    }
    await page.setViewportSize(PHONE);
  }

  test.each([
    ["with JavaScript", true, "13912350001"],
    ["without JavaScript", false, "13912350002"],
  ])(
    "%s: a person adds an address, confirms it, reads the letter and unsubscribes by its link",
    async (_name, js, phone) => {
      const address = `wang.${js ? "js" : "plain"}@example.com`;
      const context = await site.browser.newContext({
        viewport: PHONE,
        locale: "zh-CN",
        javaScriptEnabled: js,
      });
      await signInBrowser(context, site.app.origin, phone, cookie());
      const page = await context.newPage();
      const main = () => page.locator("main").innerText();
      const press = (text: string, role: "link" | "button" = "button") =>
        Promise.all([
          page.waitForEvent("load"),
          page.getByRole(role, { name: text, exact: true }).first().click(),
        ]);

      await page.goto(`${site.app.origin}/me/searches/new?q=${encodeURIComponent("电焊")}&city=211400`);
      await press("保存提醒");
      await page.goto(`${site.app.origin}/me`);
      await press("用邮箱收新岗位", "link");
      await look(page, "1-offered", js);
      await page.locator("#address").fill("wang@");
      await press("发确认信");
      expect(await main()).toContain("邮箱的格式不对");
      expect(await page.locator("#address").inputValue()).toBe("wang@");
      await look(page, "2-wrong", js);
      await page.locator("#address").fill(address);
      await press("发确认信");
      expect(await main()).toContain("确认信已发出");
      await look(page, "3-sent", js);
      await press("回到新岗位提醒", "link");
      expect(await main()).toContain(`确认信已发到 ${address}`);
      await look(page, "4-waiting", js);

      await drainAll(site.demo.services);
      const outside = await site.browser.newContext({
        viewport: PHONE,
        locale: "zh-CN",
        javaScriptEnabled: js,
      });
      const reader = await outside.newPage();
      const tap = (text: string) =>
        Promise.all([
          reader.waitForEvent("load"),
          reader.getByRole("button", { name: text, exact: true }).click(),
        ]);
      const confirm = linkTo(address, "/mail/confirm");
      await reader.goto(confirm);
      await look(reader, "5-confirm", js);
      await tap("确认");
      expect(await reader.locator("main").innerText()).toContain("邮箱已确认");
      await look(reader, "6-confirmed", js);
      expect((await reader.goto(confirm))?.status()).toBe(404);
      await look(reader, "7-used", js);
      await page.goto(`${site.app.origin}/me/searches`);
      expect(await main()).toContain("有新岗位会发信到 w***@example.com");
      await look(page, "8-on", js);

      await publishAnother();
      await showLetter(reader, address, js);
      await reader.goto(linkTo(address, "/mail/unsubscribe"));
      await look(reader, "a-leave", js);
      await tap("不再收信");
      expect(await reader.locator("main").innerText()).toContain("已经停了");
      await look(reader, "b-left", js);
      await page.goto(`${site.app.origin}/me/searches`);
      expect(await main()).not.toContain("example.com");
      await press("发确认信");
      expect(await main()).toContain("请填写邮箱");
      await Promise.all([context.close(), outside.close()]);
    },
  );

  test("the page reports an undeliverable address and offers to remove it", async () => {
    const context = await site.browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await signInBrowser(context, site.app.origin, "13912350003", cookie());
    const page = await context.newPage();
    const press = (text: string) =>
      Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: text, exact: true }).click()]);
    mailbox.answers.rcpt = () => ({ code: 550, text: "no such user" });
    await page.goto(`${site.app.origin}/me/searches`);
    await page.locator("#address").fill("nobody@example.com");
    await press("发确认信");
    await drainAll(site.demo.services);
    mailbox.answers.rcpt = () => null;
    await page.goto(`${site.app.origin}/me/searches`);
    expect(await page.locator("main").innerText()).toContain("nobody@example.com 收不到信");
    await look(page, "c-failing", true);
    await press("删掉邮箱，不再发信");
    expect(await page.locator("main").innerText()).toContain("邮箱已删掉");
    await look(page, "d-removed", true);
    await context.close();
  });

  /** Shows the newest letter to an address as a mail program would, and checks it. */
  async function showLetter(reader: Page, address: string, js: boolean): Promise<void> {
    const letter = mailbox.received.filter(({ to }) => to.includes(address)).at(-1);
    expect(letter?.text).toContain("船用电焊工");
    const shown = await reader.context().newPage();
    await shown.setContent(letter?.html ?? "");
    await look(shown, "9-letter", js);
    await shown.close();
  }

  /** Publishes a posting of an enterprise of the city, lets ten minutes pass, and runs the saved searches. */
  async function publishAnother(): Promise<void> {
    const { services, travel } = site.demo;
    const officer = await officerOf(services, "211400");
    const { enterprise, member } = await verifiedEnterprise(services, officer);
    await publishedPosting({ member, officer }, enterprise.id, { title: "船用电焊工" });
    await drainAll(services);
    await travel("10 minutes");
    await findNewMatches(systemContext(services, "test"));
    await drainAll(services);
  }
});
