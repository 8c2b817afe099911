import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memberPhone, seekerPhone } from "../../db/demo/people.ts";
import { chromiumMissing, DESK, PHONE, skipReason } from "../support/browser.ts";
import { apiClient, signInByPhone } from "../support/client.ts";
import { type DemoSite, openDemoSite } from "../support/demo-site.ts";
import { axeViolations } from "./visit.ts";
import { Visitor } from "./visitor.ts";

const CITY = "211400";
const SEEKER = seekerPhone("210900");
const NEW_PHONE = "13955550101";

describe.skipIf(chromiumMissing)(`an invitation and the account, in a browser${skipReason}`, () => {
  let site: DemoSite;
  let enterprise = "";
  const applications: string[] = [];
  const tokens = new Map<string, string>();
  let seekerApi: ReturnType<typeof apiClient>;
  beforeAll(async () => {
    site = await openDemoSite();
    const { db } = site.demo;
    const member = await db
      .selectFrom("membership")
      .innerJoin("enterprise", "enterprise.id", "membership.enterpriseId")
      .where("enterprise.homeCity", "=", CITY)
      .select("enterprise.id")
      .executeTakeFirstOrThrow();
    enterprise = member.id;
    const postings = await db
      .selectFrom("posting")
      .select("id")
      .where("enterpriseId", "=", enterprise)
      .where("status", "=", "published")
      .orderBy("id")
      .limit(3)
      .execute();
    for (const phone of [SEEKER, memberPhone(CITY)])
      tokens.set(phone, await signInByPhone(site.app.origin, phone));
    const api = apiClient(site.app.origin, tokens.get(SEEKER));
    seekerApi = api;
    for (const { id } of postings) {
      const sent = await api.postings[":id"].applications.$post({ param: { id }, json: {} });
      applications.push(((await sent.json()) as { id: string }).id);
    }
  });
  afterAll(() => site?.close());

  async function person(
    name: string,
    phone: string | null,
    viewport = PHONE,
    javaScriptEnabled = false,
  ): Promise<Visitor> {
    const context = await site.browser.newContext({ viewport, locale: "zh-CN", javaScriptEnabled });
    const token = phone && tokens.get(phone);
    if (token) await context.addCookies([{ name: "session", value: token, url: site.app.origin }]);
    return new Visitor(await context.newPage(), site.app.origin, `invitation-${name}`);
  }
  const checked = async (visitor: Visitor, step: string) => {
    await visitor.look(step);
    expect(await axeViolations(visitor.page), step).toEqual([]);
  };
  const answered = (page: Page) => page.locator(".panel h1").innerText();

  test("is answered with other times, then with 我会去; a phone call and a second consent follow", async () => {
    const [id = "", second = "", third = ""] = applications;
    const seeker = await person("seeker", SEEKER, PHONE, true);
    const hr = await person("hr", memberPhone(CITY));
    const invite = async (application: string) => {
      await hr.go(`/enterprise/applications/${application}`);
      await hr.page.locator("#when").fill("12月8日 上午9点");
      await hr.page.locator("#where").fill("兴城市示范工业园办公楼");
      await hr.page.locator("#contact").fill("张经理");
      await hr.tap("发出邀请");
    };
    await invite(id);
    await hr.look("1-invited");

    const own = `/me/applications/${id}`;
    await seeker.go(own);
    await checked(seeker, "1-invited");
    await seeker.open(/换个时间/);
    await seeker.tap("发给企业");
    expect(await seeker.text()).toContain("请选择您方便的时间");
    await seeker.page.locator("#day1").selectOption({ index: 2 });
    await seeker.page.locator("#time1").selectOption("09:00");
    await seeker.page.locator("#day2").selectOption({ index: 3 });
    await seeker.page.locator("#time2").selectOption("14:30");
    await checked(seeker, "2-times");
    await seeker.tap("发给企业");
    expect(await answered(seeker.page)).toBe("已告诉企业：您想换个时间");
    await checked(seeker, "3-told");

    await hr.go("/enterprise/applications");
    expect(await hr.text()).toContain("本人想换个时间，请选");
    await hr.look("2-inbox");
    // An old tab of the seeker still shows the first invitation.
    const old = await seeker.page.context().newPage();
    await old.goto(`${site.app.origin}${own}`);
    await hr.go(`/enterprise/applications/${id}`);
    await hr.look("3-reply");
    await hr.tap(/^定在/);
    expect(await hr.text()).toContain("邀请已发出");
    await Promise.all([old.waitForEvent("load"), old.getByRole("button", { name: "我会去" }).click()]);
    expect(await old.locator("main").innerText()).toContain("这次邀请已经变了");
    await old.screenshot({ path: "test-output/screens/invitation-seeker-4-over.png" });

    await seeker.go(own);
    await seeker.tap("我会去");
    expect(await answered(seeker.page)).toBe("已告诉企业：您会去");
    await checked(seeker, "5-come");
    await seeker.go(own);
    await seeker.tap("没人接");
    await seeker.look("6-called");
    await seeker.go(own);
    await checked(seeker, "7-again");
    const calendar = await seeker.page.request.get(`${site.app.origin}${own}/calendar.ics`);
    expect(await calendar.text()).toMatch(/DTSTART:\d{8}T010000Z[\s\S]*STATUS:CONFIRMED/);

    await hr.go(`/enterprise/applications/${id}`);
    expect(await hr.text()).toContain("求职者说：会来");
    await hr.open(/婉拒/);
    await hr.page.locator("#reason").selectOption("filled");
    await hr.tap("发出答复");
    await seeker.go(own);
    expect(await seeker.page.locator("#others .posting").count()).toBeGreaterThan(0);
    await checked(seeker, "8-declined");

    await hr.go(`/enterprise/applications/${third}`);
    await hr.open(/记录到岗/);
    await hr.tap("记录", "button", -1);
    await seeker.go(`/me/applications/${third}`);
    await checked(seeker, "9-start");
    await seeker.open(/我没有到岗/);
    await seeker.tap("确认：我没有到岗");
    await checked(seeker, "10-denied");
    await hr.go(`/enterprise/applications/${third}`);
    await hr.look("4-denied");

    await seeker.go("/me");
    await seeker.page.locator("#consents").getByRole("link", { name: "收回授权" }).first().waitFor();
    await checked(seeker, "11-me");
    const mine = await seekerApi.applications[":id"].$get({ param: { id: second } });
    const { consent } = (await mine.json()) as { consent: { id: string } };
    await seeker.go(`/me/consents/${consent.id}`);
    await checked(seeker, "12-consent");
    await seeker.tap("只收回授权，应聘留着");
    expect(await seeker.text()).toContain("应聘还留着");
    await seeker.go(`/me/applications/${second}`);
    expect(await seeker.text()).toContain("重新给这家企业看");
  });

  test("the number is changed by two codes; the former one leads to no account any more", async () => {
    const seeker = await person("account", SEEKER, PHONE, true);
    await seeker.go("/me/card");
    await seeker.tap("保存求职卡");
    await checked(seeker, "1-card");
    await seeker.go("/me/phone");
    await checked(seeker, "2-phone");
    await seeker.page.fill("#phone", SEEKER);
    await seeker.tap("给两个号码发验证码");
    expect(await seeker.text()).toContain("这就是您现在的号码");
    // A code that was just sent stays valid, and its text is not shown again.
    await site.demo.travel("2 minutes");
    await seeker.page.fill("#phone", NEW_PHONE);
    await seeker.tap("给两个号码发验证码");
    await checked(seeker, "3-codes");
    const [old = "", fresh = ""] = (await seeker.text()).match(/\b\d{6}\b/g) ?? [];
    await seeker.page.fill("#oldCode", old);
    await seeker.page.fill("#newCode", old === "000000" ? "000001" : "000000");
    await seeker.tap("确认换号");
    expect(await seeker.text()).toContain("验证码");
    await seeker.page.fill("#oldCode", old);
    await seeker.page.fill("#newCode", fresh);
    await seeker.tap("确认换号");
    expect(await answered(seeker.page)).toBe("手机号已换成 139****0101");
    await checked(seeker, "4-changed");
    await site.demo.travel("2 minutes");
    const again = await person("account-again", null, DESK);
    await again.signIn(NEW_PHONE);
    await again.go("/me");
    expect(await again.text()).toContain("139****0101");
    await again.look("1-me");
  });
});
