import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { boardUpkeep, fairUpkeep } from "../../../src/fairs/index.ts";
import type { Membership } from "../../../src/identity/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { databaseNow } from "../../../src/platform/core/store.ts";
import { grantByPhone, officer } from "../../factories/actors.ts";
import { COUNTY, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { DESK } from "../../support/browser.ts";
import { type DemoSite, openDemoSite } from "../../support/demo-site.ts";
import { axeViolations, shoot, sideways, signInBrowser } from "../visit.ts";

export const [HOST, PARTNER] = [HOME, NEIGHBOUR];
/** Phone numbers of people who have an account before the fair, by role. */
export const PHONES = {
  host: "13912370001",
  partner: "13912370002",
  gate: "13912370003",
  recruiter: "13912370004",
  remoteRecruiter: "13912370005",
} as const;
export const TITLE = "辽西联合招聘会（体育馆、市民之家两会场）";
export const COMPANY = { here: "滨城机械制造有限公司", there: "玉龙新材料有限公司" } as const;

/** A person of the story, with their own browser context. */
export class Person {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly origin: string,
  ) {}

  go = (path: string) => this.page.goto(this.origin + path);
  text = () => this.page.locator("main").innerText();
  heading = () => this.page.locator("h1").innerText();

  /** Clicks the button with this name and waits until the next page has loaded. */
  async press(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    const target = within.getByRole("button", { name }).first();
    await Promise.all([this.page.waitForEvent("load"), target.click()]);
  }
  async follow(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    const target = within.getByRole("link", { name }).first();
    await Promise.all([this.page.waitForEvent("load"), target.click()]);
  }
  async fill(fields: Record<string, string>): Promise<void> {
    for (const [id, text] of Object.entries(fields)) await this.page.fill(`#${id}`, text);
  }
  async signIn(phone: string): Promise<void> {
    await this.fill({ phone });
    await this.press(/验证码/);
    await this.fill({ code: /\b\d{6}\b/.exec(await this.text())?.[0] ?? "" });
    await this.press("登录");
  }
  shoot = (name: string) => shoot(this.page, `day-${name}`);
  /** Takes a screenshot and checks the page: axe finds nothing, and the page is not wider than the window. */
  async look(name: string): Promise<void> {
    await this.shoot(name);
    expect(await axeViolations(this.page), name).toEqual([]);
    expect(await sideways(this.page), name).toBeLessThanOrEqual(0);
  }
}

/** The site during the days of a fair: its clock, its upkeep, and the browsers of its people. */
export class Stage {
  private readonly contexts: BrowserContext[] = [];
  private constructor(
    readonly site: DemoSite,
    private readonly firstDayMs: number,
  ) {}

  /**
   * Opens the site with the accounts that exist before the fair, and an enterprise with a published posting
   * in each city.
   */
  static async open(): Promise<Stage> {
    const site = await openDemoSite();
    const { services, db } = site.demo;
    const now = await databaseNow(db);
    const date = new Date(now.getTime() + 32 * 3_600_000).toISOString().slice(0, 10);
    const stage = new Stage(site, Date.parse(`${date}T00:00:00+08:00`));
    const [host, partner] = [await officer(services, HOST), await officer(services, PARTNER)];
    const here = await verifiedEnterprise(services, host, { name: COMPANY.here });
    const there = await verifiedEnterprise(services, partner, {
      name: COMPANY.there,
      county: COUNTY[PARTNER] ?? "",
    });
    const welder = { title: "电焊工", headcount: 5 };
    await publishedPosting({ member: here.member, officer: host }, here.enterprise.id, welder);
    const crane = { title: "天车工", headcount: 3, placeText: "阜新市海州区新材料园区" };
    await publishedPosting({ member: there.member, officer: partner }, there.enterprise.id, crane);
    await stage.know(PHONES.host, { kind: "officer", city: HOST, county: null });
    await stage.know(PHONES.gate, { kind: "officer", city: HOST, county: null });
    await stage.know(PHONES.partner, { kind: "officer", city: PARTNER, county: null });
    await stage.know(PHONES.recruiter, { kind: "member", enterpriseId: here.enterprise.id });
    await stage.know(PHONES.remoteRecruiter, { kind: "member", enterpriseId: there.enterprise.id });
    return stage;
  }

  private know = (phone: string, membership: Membership) => grantByPhone(this.ctx(), phone, membership);

  private ctx = () => systemContext(this.site.demo.services, "test");
  private dayMs = (day: number) => this.firstDayMs + day * 86_400_000;

  /** Returns a time in Shanghai on a day of the story, in the format of a form's field. */
  at = (day: number, time: string) =>
    `${new Date(this.dayMs(day) + 8 * 3_600_000).toISOString().slice(0, 10)}T${time}`;

  /** Moves the clocks to that time, then runs the upkeep of fairs. */
  async until(day: number, time: string): Promise<void> {
    const now = await databaseNow(this.site.demo.db);
    const then = Date.parse(`${this.at(day, time)}:00+08:00`);
    await this.site.demo.travel(`${Math.round((then - now.getTime()) / 1000)} seconds`);
    for (const context of this.contexts) await this.wind(context);
    await fairUpkeep(this.ctx());
  }
  /** Sets the clock of a browser, from its next page on, to the database's time. */
  private async wind(context: BrowserContext): Promise<void> {
    const skewMs = (await databaseNow(this.site.demo.db)).getTime() - Date.now();
    await context.addInitScript((ms) => {
      const kept = window as unknown as { RealDate?: DateConstructor };
      const Real = kept.RealDate ?? Date;
      kept.RealDate = Real;
      const now = () => Real.now() + ms;
      window.Date = new Proxy(Real, {
        construct: (made, args) => Reflect.construct(made, args.length > 0 ? args : [now()]),
        get: (made, key) => (key === "now" ? now : Reflect.get(made, key)),
      });
    }, skewMs);
  }
  /** Lets two seconds pass and runs the boards' upkeep, which records figures at most once a second. */
  async second(): Promise<void> {
    await this.site.demo.travel("2 seconds");
    await boardUpkeep(this.ctx());
  }

  /** Opens a browser context for a person; signed in if `phone` is given. */
  async person({ phone, viewport = DESK }: { phone?: string; viewport?: typeof DESK } = {}): Promise<Person> {
    const context = await this.site.browser.newContext({ viewport, locale: "zh-CN" });
    this.contexts.push(context);
    await this.wind(context);
    const { origin } = this.site.app;
    if (phone) await signInBrowser(context, origin, phone);
    return new Person(await context.newPage(), context, origin);
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    await this.site.close();
  }
}
