import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { shoot, sideways } from "./visit.ts";

/** A person with their own browser, who signs in with the code that the page shows. */
export class Visitor {
  taps = 0;
  constructor(
    readonly page: Page,
    readonly origin: string,
    /** First part of the names of the screenshots. */
    readonly name: string,
  ) {}

  go(path: string) {
    return this.page.goto(this.origin + path);
  }
  /** Clicks the button or link with this text, counts the click, and waits until the next page has loaded. */
  async tap(text: string | RegExp, role: "button" | "link" = "button", at = 0): Promise<void> {
    this.taps += 1;
    const target = this.page.getByRole(role, { name: text }).nth(at);
    await Promise.all([this.page.waitForEvent("load"), target.click()]);
  }
  async tapIn(within: Locator, text: string, role: "button" | "link" = "button"): Promise<void> {
    this.taps += 1;
    const target = within.getByRole(role, { name: text, exact: role === "button" }).first();
    await Promise.all([this.page.waitForEvent("load"), target.click()]);
  }
  /** Opens the list of what waits, and presses a button of the first item that has all these texts. */
  async decide(button: string, ...texts: string[]): Promise<void> {
    await this.go("/union");
    const items = this.page.locator("[data-item]");
    const item = texts.reduce((some, hasText) => some.filter({ hasText }), items).first();
    const body = item.locator("details[data-body]");
    if ((await body.getAttribute("open")) === null) await body.locator("summary").first().click();
    await this.tapIn(item, button);
  }
  async open(text: RegExp): Promise<void> {
    this.taps += 1;
    await this.page.locator("summary", { hasText: text }).click();
  }
  async check(label: string): Promise<void> {
    this.taps += 1;
    await this.page.getByLabel(label).check();
  }
  async look(name: string): Promise<void> {
    await shoot(this.page, `${this.name}-${name}`);
    expect(await sideways(this.page), name).toBeLessThanOrEqual(0);
  }
  text = () => this.page.locator("main").innerText();
  code = async () => /\b\d{6}\b/.exec(await this.text())?.[0] ?? "";
  async signIn(phone: string): Promise<void> {
    await this.go("/sign-in");
    await this.page.fill("#phone", phone);
    await this.tap(/验证码/);
    await this.page.fill("#code", await this.code());
    await this.tap("登录");
  }
}
