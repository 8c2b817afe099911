import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Client } from "../../support/app.ts";
import { DESK, openBrowser, PHONE } from "../../support/browser.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { axeViolations, shoot, sideways } from "../../web/visit.ts";
import type { Side, World } from "./world.ts";

export type Opened = Awaited<ReturnType<typeof openApps>>;

/** Opens a browser, and the pages of three nodes. `name` begins the names of screenshots. */
export async function openApps(world: World, name: string) {
  const app = ({ t }: Side) => startApp(t.services);
  const [browser, host, makers, people] = await Promise.all([
    openBrowser(),
    ...([app(world.host), app(world.makers), app(world.people)] as const),
  ]);
  /** Saves the page in both sizes. It is never wider than its window, and axe finds no fault. */
  async function look(page: Page, shown: string): Promise<void> {
    const before = page.viewportSize() ?? PHONE;
    expect(await axeViolations(page), shown).toEqual([]);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await sideways(page), shown).toBeLessThanOrEqual(0);
      await shoot(page, `${name}-${shown}-${size.width}`);
    }
    await page.setViewportSize(before);
  }
  return {
    host,
    makers,
    people,
    /** A person's own browser, signed in at one of the nodes. */
    async visitor({ origin }: RunningApp, { token }: Client, viewport = PHONE) {
      const context = await browser.newContext({ viewport, locale: "zh-CN" });
      await context.addCookies([
        { name: "session", value: token, url: origin, httpOnly: true, sameSite: "Lax" },
      ]);
      const page = await context.newPage();
      return {
        context,
        page,
        go: (path: string) => page.goto(origin + path),
        text: () => page.locator("main").innerText(),
        press: (text: string | RegExp, role: "button" | "link" = "button") =>
          Promise.all([page.waitForEvent("load"), page.getByRole(role, { name: text }).first().click()]),
      };
    },
    look,
    /** Looks at a copy of the page as it is now, because the page reloads itself. */
    async lookStill(page: Page, shown: string): Promise<void> {
      const [body, copy] = [await page.content(), await page.context().newPage()];
      await copy.route(page.url(), (route) =>
        route.fulfill({ body, contentType: "text/html; charset=utf-8" }),
      );
      await copy.goto(page.url());
      await look(copy, shown);
      await copy.close();
    },
    async close(): Promise<void> {
      await browser.close();
      for (const one of [host, makers, people] as RunningApp[]) await one.close();
    },
  };
}
