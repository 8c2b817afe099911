import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memberPhone, officerPhone } from "../../../db/demo/people.ts";
import { drainAll } from "../../../workers/index.ts";
import { chromiumMissing, DESK, PHONE, skipReason } from "../../support/browser.ts";
import { type DemoSite, openDemoSite } from "../../support/demo-site.ts";
import { Visitor } from "../visitor.ts";

const CITY = "211400";
const REASON = "拖欠三名职工工资，正在核查";

describe.skipIf(chromiumMissing)(`a suspension and the return, in a browser${skipReason}`, () => {
  let site: DemoSite;
  let own: { id: string; name: string; postings: string[] };
  beforeAll(async () => {
    site = await openDemoSite();
    const { db } = site.demo;
    const enterprise = await db
      .selectFrom("membership")
      .innerJoin("enterprise", "enterprise.id", "membership.enterpriseId")
      .where("enterprise.homeCity", "=", CITY)
      .select(["enterprise.id", "enterprise.name"])
      .executeTakeFirstOrThrow();
    const live = await db
      .selectFrom("posting")
      .select("id")
      .where("enterpriseId", "=", enterprise.id)
      .where("status", "=", "published")
      .execute();
    own = { ...enterprise, postings: live.map(({ id }) => id) };
  });
  afterAll(() => site?.close());

  async function person(name: string, viewport = PHONE): Promise<Visitor> {
    const context = await site.browser.newContext({ viewport, locale: "zh-CN" });
    return new Visitor(await context.newPage(), site.app.origin, `suspension-${name}`);
  }

  /** Returns the enterprise's postings that a search for its name shows. */
  async function found(seeker: Visitor): Promise<string[]> {
    await drainAll(site.demo.services);
    await seeker.go(`/postings?q=${encodeURIComponent(own.name)}`);
    const links = seeker.page.locator("main a[href^='/postings/']");
    const paths = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    return own.postings.filter((id) => paths.some((path) => path.includes(id))).sort();
  }

  test("the officer sees the counts, HR what stops, a seeker no posting; then all is as before", async () => {
    const [officer, hr, seeker] = [await person("officer", DESK), await person("hr"), await person("seeker")];
    await officer.signIn(officerPhone(CITY));
    await hr.signIn(memberPhone(CITY));
    const before = await found(seeker);
    expect(before.length).toBeGreaterThan(0);
    const posting = before[0] ?? "";

    await officer.go(`/union/enterprises/${own.id}`);
    expect(await officer.text()).toMatch(
      new RegExp(`暂停会影响：${own.postings.length} 个岗位、\\d+ 场招聘会`),
    );
    await officer.page.getByLabel("暂停原因").fill(REASON);
    await officer.tap("暂停企业");
    expect(await officer.text()).toContain(`已暂停：${own.name}`);
    await officer.look("1-suspended");

    await hr.go("/enterprise/postings");
    for (const text of ["企业已被暂停", REASON, "岗位和展位先不显示"])
      expect(await hr.text()).toContain(text);
    await hr.look("1-list");
    await hr.go(`/enterprise/postings/${posting}`);
    expect(await hr.text()).toContain("不能改已发布的岗位");
    expect(await hr.page.getByRole("button", { name: /提交审核|确认还在招/ }).count()).toBe(0);
    await hr.look("2-posting");

    expect(await found(seeker)).toEqual([]);
    await seeker.go(`/postings/${posting}`);
    expect(await seeker.text()).toContain("这个岗位现在看不到");
    await seeker.look("1-hidden");

    await officer.tap("恢复企业");
    expect(await officer.text()).toContain(`已恢复：${own.name}`);
    expect(await found(seeker)).toEqual(before);
    await hr.go(`/enterprise/postings/${posting}`);
    expect(await hr.page.getByRole("button", { name: "确认还在招" }).count()).toBe(1);
  });
});
