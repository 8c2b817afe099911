import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editRegistration, getRegistration } from "../../../../src/fairs/index.ts";
import { closePosting } from "../../../../src/postings/index.ts";
import { drainAll } from "../../../../workers/index.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR, twoAgreements } from "../../../factories/cities.ts";
import { creditCode, verifiedEnterprise } from "../../../factories/enterprises.ts";
import { announcedFair, crowd, placed, registered, venueInput } from "../../../factories/fairs.ts";
import { publishedPosting } from "../../../factories/postings.ts";
import { type Client, freshPhone, type TestApp, testApp } from "../../../support/app.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../../support/browser.ts";
import { type RunningApp, startApp } from "../../../support/server.ts";
import { shoot } from "../../visit.ts";

describe.skipIf(chromiumMissing)(`registrations for a fair${skipReason}`, () => {
  let t: TestApp;
  let app: RunningApp;
  let browser: Browser;
  let host: Client;
  let neighbour: Client;

  beforeAll(async () => {
    t = await testApp();
    await twoAgreements(t.services.db);
    host = await t.asOfficer(HOME);
    neighbour = await t.asOfficer(NEIGHBOUR);
    app = await startApp(t.services);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await t?.close();
  });

  async function openAs(
    who: Client,
    options: { javaScriptEnabled?: boolean; phone?: boolean } = {},
  ): Promise<Page> {
    const { phone, ...more } = options;
    const context = await browser.newContext({ viewport: phone ? PHONE : DESK, locale: "zh-CN", ...more });
    await context.addCookies([
      { name: "session", value: who.token, url: app.origin, httpOnly: true, sameSite: "Lax" },
    ]);
    return context.newPage();
  }
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const heading = (page: Page) => page.locator("h1").innerText();

  /** Fills in the host's form for a new fair: time, hall and permits. */
  async function drawUp(page: Page, title: string): Promise<string> {
    await page.goto(`${app.origin}/union/fairs/new`);
    await page.getByLabel("名称", { exact: true }).first().fill(title);
    await page.fill("#venue0-name", "一楼大厅");
    await page.selectOption("#venue0-city", HOME);
    await page.fill("#venue0-address", "龙湾大街 1 号");
    await page.fill("#venue0-rows", "1");
    await page.fill("#venue0-columns", "2");
    await page.selectOption(`#role-${NEIGHBOUR}`, "organiser");
    await page.fill("#programme", "9:00 开幕\n14:00 直播带岗");
    for (const paper of ["plan", "emergencyPlan", "securityPlan", "advanceNotice"])
      await page.fill(`#${paper}`, "已备案");
    await press(page, "保存");
    expect(await heading(page)).toBe("已保存");
    await page.getByRole("link", { name: "回到招聘会" }).click();
    return page.url().split("/").at(-1) ?? "";
  }

  test.each([true, false])(
    "from a blank form to a published fair with an enterprise of another city (JavaScript %s)",
    async (javaScriptEnabled) => {
      const officer = await openAs(host, { javaScriptEnabled });
      const fairId = await drawUp(officer, `联合招聘会 ${javaScriptEnabled}`);
      await press(officer, "开放企业报名");
      expect(await heading(officer)).toBe("已开放企业报名");

      await officer.goto(`${app.origin}/union/fairs/${fairId}`);
      await press(officer, "发布，开始领入场码");
      const refusal = await officer.locator(".notice.warning", { hasText: "现在还不行" }).innerText();
      expect(refusal).toContain("现在还不行");
      expect(refusal).toContain("至少一家已安排展位的企业");
      await officer.getByRole("link", { name: "修改", exact: true }).click();
      expect(await officer.inputValue("#programme")).toBe("9:00 开幕\n14:00 直播带岗");

      const company = await verifiedEnterprise(t.services, neighbour.ctx, {
        county: COUNTY[NEIGHBOUR] ?? "",
      });
      const people = { member: company.member, officer: neighbour.ctx };
      await publishedPosting(people, company.enterprise.id, { title: "天车工" });
      const hr = await openAs(await t.asMember(company.enterprise.id), { javaScriptEnabled, phone: true });
      await hr.goto(`${app.origin}/enterprise/fairs`);
      await hr.getByRole("link", { name: `联合招聘会 ${javaScriptEnabled}` }).click();
      await press(hr, "提交报名");
      expect(await hr.locator(".errors").innerText()).toContain("带哪些岗位去");
      await hr.getByText("天车工", { exact: true }).click();
      await hr.fill("#contactName", "刘经理");
      await hr.fill("#contactPhone", "0418-5550000");
      await press(hr, "提交报名");
      expect(await heading(hr)).toBe("报名已提交");

      const home = await openAs(neighbour, { javaScriptEnabled });
      await home.goto(`${app.origin}/union/fairs/recommendations`);
      await press(home, "推荐");
      expect(await home.locator(".notice").first().innerText()).toContain("已推荐给主办方");

      await officer.goto(`${app.origin}/union/fairs/${fairId}`);
      await officer.getByRole("link", { name: "自动安排展位" }).click();
      await press(officer, "按这个方案安排");
      expect(await heading(officer)).toBe("安排好 1 家");
      await officer.getByRole("link", { name: "回到招聘会" }).click();
      const screen = officer.getByRole("link", { name: "叫号屏 · 一楼大厅" });
      expect(await screen.getAttribute("href")).toMatch(
        new RegExp(`^/fairs/${fairId}/queue/[0-9a-f-]{36}\\?wall=1$`),
      );
      await press(officer, "发布，开始领入场码");
      expect(await heading(officer)).toBe("招聘会已发布");

      await drainAll(t.services);
      await hr.goto(`${app.origin}/enterprise/fairs/${fairId}`);
      expect(await hr.locator("main").innerText()).toContain("一楼大厅 · A01");
      await hr.goto(`${app.origin}/me`);
      expect(await hr.locator("main").innerText()).toContain("招聘会展位已安排");
      for (const page of [officer, hr, home]) await page.context().close();
    },
  );

  /** Creates an invitation on the fair's page. Returns the link that the officer passes on. */
  async function inviteFrom(officer: Page, fairId: string, label: string): Promise<string> {
    await officer.goto(`${app.origin}/union/fairs/${fairId}`);
    await officer.locator("summary", { hasText: "邀请外地企业" }).click();
    await officer.getByLabel("邀请哪家企业").fill(label);
    await press(officer, "生成邀请码");
    await officer.goto(`${app.origin}/union/fairs/${fairId}`);
    const [link = ""] = /http\S+invited\?code=\S+/.exec(await officer.locator("main").innerText()) ?? [];
    return link.replace(/^https?:..[^/]+/, app.origin);
  }

  test("an enterprise without an account registers by the invitation link; the inviting union verifies it; it takes part", async () => {
    const fair = await announcedFair(host.ctx);
    const officer = await openAs(host);
    const link = await inviteFrom(officer, fair.id, "天津某厂");
    const founder = await t.signInAs(freshPhone());
    const hr = await openAs(founder, { phone: true });
    await hr.goto(link);
    expect(await heading(hr)).toBe("登记企业，免费招人");
    expect(await hr.locator(".notice").first().innerText()).toContain(`邀请您参加“${fair.title}”`);
    await hr.fill("#name", "滨海重工有限公司");
    await hr.fill("#uscc", creditCode(98_765));
    await hr.fill("#county", "在天津那边");
    await press(hr, "提交登记");
    expect(await hr.locator(".errors").innerText()).toContain("企业所在地认不出来，请写清省、市、县");
    await shoot(hr, "invited-enterprise");
    await hr.fill("#county", "天津市滨海新区");
    await press(hr, "提交登记");
    expect(await heading(hr)).toBe("登记已提交");
    await hr.goto(link);
    expect(await hr.locator("main").innerText()).toContain("企业还没核验，核验后就能报名");

    await officer.goto(`${app.origin}/union/enterprises?status=claimed`);
    await officer.getByRole("link", { name: "滨海重工有限公司" }).click();
    const id = /[0-9a-f-]{36}/.exec(officer.url())?.[0] ?? "";
    await press(officer, "核验通过");
    const { ctx } = await t.asMember(id);
    await publishedPosting({ member: ctx, officer: host.ctx }, id);
    await hr.goto(link);
    await hr.locator('[name="postingIds"]').first().check();
    await hr.fill("#contactName", "赵经理");
    await hr.fill("#contactPhone", "022-5550000");
    await press(hr, "提交报名");
    expect(await heading(hr)).toBe("报名已提交");
    await officer.goto(`${app.origin}/union/fairs/recommendations`);
    const card = officer.locator("li, article").filter({ hasText: "滨海重工有限公司" }).first();
    expect(await card.innerText()).toMatch(/滨海.*外地企业/s);
    await press(officer, "推荐");
    for (const one of [officer, hr]) await one.context().close();
  });

  test("an enterprise from outside registers by the link that a city sends it", async () => {
    const fair = await announcedFair(host.ctx);
    const officer = await openAs(host);
    const link = await inviteFrom(officer, fair.id, "鞍山的朋友");
    const foreign = await t.asOfficer(FOREIGN);
    const far = await verifiedEnterprise(t.services, foreign.ctx, { county: COUNTY[FOREIGN] ?? "" });
    await publishedPosting({ member: far.member, officer: foreign.ctx }, far.enterprise.id);
    const hr = await openAs(await t.asMember(far.enterprise.id), { phone: true });
    await hr.goto(link);
    await hr.locator('[name="postingIds"]').first().check();
    await hr.fill("#contactName", "赵经理");
    await hr.fill("#contactPhone", "0412-5550000");
    await press(hr, "提交报名");
    expect(await heading(hr)).toBe("报名已提交");
    await officer.goto(`${app.origin}/union/fairs/recommendations`);
    expect(await officer.locator("main").innerText()).toContain(far.enterprise.name);
    await press(officer, "推荐");
    expect(await officer.locator(".notice").first().innerText()).toContain("已推荐给主办方");
    for (const one of [officer, hr]) await one.context().close();
  });

  test("an enterprise edits its postings and wishes and keeps its place on the waiting list; the host's list returns to the same page", async () => {
    const fair = await announcedFair(host.ctx);
    const company = await registered(t.services, host.ctx, fair.id);
    const { id } = company.registration;
    const other = await publishedPosting(
      { member: company.member, officer: host.ctx },
      company.enterprise.id,
    );
    const hr = await openAs(await t.asMember(company.enterprise.id), { phone: true });
    await hr.goto(`${app.origin}/enterprise/fairs/${fair.id}`);
    await hr.locator("summary", { hasText: "改报名内容" }).click();
    await hr.locator(`[name="postingIds"][value="${company.posting.id}"]`).uncheck();
    await press(hr, "保存");
    expect(await hr.locator(".errors").innerText()).toContain("请选择带哪些岗位去，至少一项");
    await hr.locator(`[name="postingIds"][value="${other.id}"]`).check();
    const [first, second] = fair.venues;
    await hr.selectOption("#venueWish0", second?.id ?? "");
    await hr.selectOption("#venueWish1", first?.id ?? "");
    await hr.fill("#recruiters", "4");
    await shoot(hr, "registration-edit");
    await press(hr, "保存");
    expect(await heading(hr)).toBe("报名内容已保存");
    // A posting that is no longer live is not shown, but saving other fields does not remove it.
    const gone = await publishedPosting({ member: company.member, officer: host.ctx }, company.enterprise.id);
    await editRegistration(company.member, { id, edit: { postingIds: [other.id, gone.id] } });
    await closePosting(company.member, { id: gone.id, reason: "filled" });
    await hr.goto(`${app.origin}/enterprise/fairs/${fair.id}`);
    await hr.locator("summary", { hasText: "改报名内容" }).click();
    await hr.fill("#contactPhone", "0429-5551111");
    await press(hr, "保存");
    const kept = await getRegistration(host.ctx, id);
    expect([kept.contactPhone, kept.postings.length]).toEqual(["0429-5551111", 2]);
    await editRegistration(company.member, { id, edit: { postingIds: [other.id] } });
    const changed = await getRegistration(host.ctx, id);
    expect(changed).toMatchObject({ status: "submitted", recruiters: 4, postings: [{ id: other.id }] });
    expect(changed.venueWishes.map((wish) => wish.id)).toEqual([second?.id, first?.id]);

    const officer = await openAs(host);
    await officer.goto(`${app.origin}/union/fairs/recommendations`);
    await press(officer, "推荐");
    await officer.goto(`${app.origin}/union/fairs/${fair.id}/registrations?status=recommended`);
    await officer.getByLabel(`${company.enterprise.name} 展位`).fill("没有的展位");
    await press(officer, "安排展位");
    expect(await officer.locator(".notice").first().innerText()).toContain("没有空着的展位“没有的展位”");
    expect(new URL(officer.url()).searchParams.get("status")).toBe("recommended");
    await officer.getByLabel(`${company.enterprise.name} 展位`).fill(`${second?.name} · A01`);
    await shoot(officer, "placing");
    await press(officer, "安排展位");
    expect((await getRegistration(host.ctx, id)).booth).toMatchObject({ venueId: second?.id, code: "A01" });
    for (const one of [officer, hr]) await one.context().close();
  });

  test("the host places enterprises by keyboard; the third waits and is offered the returned booth", async () => {
    const fair = await announcedFair(host.ctx, { venues: [venueInput({ boothRows: 1, boothColumns: 2 })] });
    const first = await placed(t.services, host.ctx, fair.id);
    const rest = [
      await registered(t.services, host.ctx, fair.id),
      await registered(t.services, host.ctx, fair.id),
    ];
    const page = await openAs(host);
    await page.goto(`${app.origin}/union/fairs/recommendations`);
    for (const _ of rest) await Promise.all([page.waitForEvent("load"), page.keyboard.press("a")]);
    await page.goto(`${app.origin}/union/fairs/${fair.id}/registrations?status=recommended`);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("a")]);
    await page.goto(`${app.origin}/union/fairs/${fair.id}/registrations?status=recommended`);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("a")]);
    expect(await page.locator(".notice").first().innerText()).toContain("展位满了，已进入候补");
    const states = await Promise.all(rest.map((one) => getRegistration(host.ctx, one.registration.id)));
    expect(states.map((one) => one.status).sort()).toEqual(["approved", "waitlisted"]);
    const waiting = rest.find((_, n) => states[n]?.status === "waitlisted");

    const leaving = await openAs(await t.asMember(first.enterprise.id), { phone: true });
    await leaving.goto(`${app.origin}/enterprise/fairs/${fair.id}`);
    await press(leaving, "撤回报名");
    const next = await openAs(await t.asMember(waiting?.enterprise.id ?? ""), { phone: true });
    await next.goto(`${app.origin}/enterprise/fairs/${fair.id}`);
    expect(await next.locator("main").innerText()).toContain("有展位空出来了");
    await press(next, "要这个展位");
    expect(await heading(next)).toBe("展位归您了");
    for (const one of [page, leaving, next]) await one.context().close();
  });

  /** Returns the ids of the registrations whose row on this page offers the action `step`. */
  const offered = (page: Page, step: string) =>
    page
      .locator(`form[action$="/${step}"]`)
      .evaluateAll((forms) => forms.map((form) => form.getAttribute("action")?.split("/").at(-2) ?? ""));

  test.each([
    { by: "the host, to place", status: "recommended", step: "place" },
    { by: "the union, to recommend", status: "submitted", step: "recommend" },
  ] as const)("the 21st registration is reached by the next page's link: $by", async ({ status, step }) => {
    const fair = await announcedFair(host.ctx);
    await placed(t.services, host.ctx, fair.id);
    const ids = await crowd(t.services.db, fair.id, 21);
    await t.services.db.updateTable("fairRegistration").set({ status }).where("id", "in", ids).execute();
    const list = step === "place" ? `${fair.id}/registrations?status=${status}` : "recommendations";
    const page = await openAs(host, { javaScriptEnabled: false });
    await page.goto(`${app.origin}/union/fairs/${list}`);
    const first = await offered(page, step);
    expect(first).toHaveLength(20);
    await page.getByRole("link", { name: "下一页", exact: true }).click();
    const second = await offered(page, step);
    expect(second).toHaveLength(1);
    expect([...first, ...second].sort()).toEqual([...ids].sort());
    expect(await page.getByRole("link", { name: "下一页", exact: true }).count()).toBe(0);
    await page.locator(`form[action$="/${step}"] button`).click();
    expect(await page.locator(".notice").count()).toBeGreaterThan(0);
    const { status: now } = await getRegistration(host.ctx, second[0] ?? "");
    expect(now).toBe(step === "place" ? "approved" : "recommended");
    await page.context().close();
  });
});
