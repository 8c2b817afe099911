import { type RawBuilder, sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply } from "../../src/applications/index.ts";
import { saveProfile } from "../../src/candidates/index.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting, submittedPosting } from "../factories/postings.ts";
import { type Client, freshPhone, type TestApp, testApp } from "../support/app.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../support/browser.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { axeViolations, shoot, sideways } from "./visit.ts";

describe.skipIf(chromiumMissing)(`the review queue${skipReason}`, () => {
  let t: TestApp;
  let app: RunningApp;
  let browser: Browser;
  let officer: Client;
  let member: Client;
  let enterpriseId: string;
  const dialogs: string[] = [];

  beforeAll(async () => {
    t = await testApp();
    await twoAgreements(t.services.db);
    officer = await t.asOfficer(HOME);
    const { enterprise } = await verifiedEnterprise(t.services, officer.ctx);
    enterpriseId = enterprise.id;
    member = await t.asMember(enterprise.id);
    app = await startApp(t.services);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await t?.close();
  });

  async function openAs(who: Client | null): Promise<Page> {
    const context = await browser.newContext({ viewport: DESK, locale: "zh-CN" });
    if (who)
      await context.addCookies([
        { name: "session", value: who.token, url: app.origin, httpOnly: true, sameSite: "Lax" },
      ]);
    const page = await context.newPage();
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) dialogs.push(message.text());
    });
    return page;
  }

  const press = (page: Page, key: string) =>
    Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);

  /** Adds copies of a posting that wait for review, of different trades. */
  async function manyLike(id: string, n: number): Promise<void> {
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = 'posting' and is_generated = 'NEVER'`.execute(
      t.services.db,
    );
    const trades = sql`(array['电焊工', '缝纫工', '货车司机', '保安', '护理员', '叉车工'])[1 + g % 6] || g`;
    const own: Record<string, RawBuilder<unknown>> = { id: sql`gen_random_uuid()`, title: trades };
    const columns = rows.map(({ name }) => sql.ref(name));
    const values = rows.map(({ name }) => own[name] ?? sql.ref(name));
    await sql`insert into posting (${sql.join(columns)}) select ${sql.join(values)}
      from posting, generate_series(1, ${n}::int) g where id = ${id}`.execute(t.services.db);
  }

  /** Counts the waiting postings whose number ends like this one's. */
  async function likeReference(id: string): Promise<{ n: number }> {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from posting
      where status = 'submitted' and right(id::text, 4) = ${id.slice(-4)}`.execute(t.services.db);
    return rows[0] ?? { n: 0 };
  }

  test("an officer approves 30 postings with at most 32 keystrokes", async () => {
    const waiting: string[] = [];
    for (let n = 0; n < 30; n += 1)
      waiting.push((await submittedPosting(member.ctx, enterpriseId, { title: `电焊工${n}` })).id);
    const page = await openAs(officer);
    await page.goto(`${app.origin}/union`);
    const published = async () =>
      (
        await t.services.db
          .selectFrom("posting")
          .select("id")
          .where("id", "in", waiting)
          .where("status", "=", "published")
          .orderBy("publishedAt")
          .execute()
      ).map(({ id }) => id);
    let keys = 0;
    for (; keys < 32 && (await published()).length < 30; keys += 1) await press(page, "a");
    expect(await published()).toEqual(waiting);
    expect(keys).toBeLessThanOrEqual(32);
    await page.context().close();
  });

  test("an officer returns a posting by at most 5 keys with a preset reason; the next takes its place", async () => {
    const [first, second] = [
      await submittedPosting(member.ctx, enterpriseId, { title: "退回的岗位" }),
      await submittedPosting(member.ctx, enterpriseId, { title: "留下的岗位" }),
    ];
    const page = await openAs(officer);
    await page.goto(`${app.origin}/union`);
    const keys = ["r", "6", "Enter"];
    for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
    await press(page, keys.at(-1) ?? "");
    const rows = await t.services.db
      .selectFrom("posting")
      .select(["id", "status", "returnReasons"])
      .where("id", "in", [first.id, second.id])
      .orderBy("createdAt")
      .execute();
    expect(rows.map(({ status }) => status)).toEqual(["draft", "submitted"]);
    expect(rows[0]?.returnReasons).toEqual([expect.objectContaining({ code: "PAY_UNCLEAR" })]);
    expect(await page.locator("[data-open] h2").innerText()).toBe("留下的岗位");
    expect(keys.length).toBeLessThanOrEqual(5);
    await page.context().close();
  });

  test("H opens what happened to the open item", async () => {
    const { id } = await submittedPosting(member.ctx, enterpriseId, { title: "看经过的岗位" });
    const page = await openAs(officer);
    await page.goto(`${app.origin}/union?q=${encodeURIComponent("看经过的岗位")}`);
    await Promise.all([page.waitForURL(`**/union/postings/${id}/history`), page.keyboard.press("h")]);
    expect(await page.locator("main").innerText()).toContain("提交审核");
    await page.context().close();
  });

  test("J, A, A approves the second and the third; the page names each; U takes the last one back", async () => {
    await sql`update posting set status = 'closed' where status = 'submitted'`.execute(t.services.db);
    const ids: string[] = [];
    for (const title of ["跳过的", "第二个", "第三个", "第四个"])
      ids.push((await submittedPosting(member.ctx, enterpriseId, { title })).id);
    const page = await openAs(officer);
    await page.goto(`${app.origin}/union`);
    const statuses = async () => {
      const rows = await t.services.db
        .selectFrom("posting")
        .select("status")
        .where("id", "in", ids)
        .orderBy("createdAt")
        .execute();
      return rows.map(({ status }) => status);
    };
    await page.keyboard.press("j");
    await press(page, "a");
    expect(await page.locator(".notice").innerText()).toContain("已通过：第二个 · ");
    expect(await page.locator("[data-open] h2").innerText()).toBe("第三个");
    await press(page, "a");
    expect(await page.locator(".notice").innerText()).toContain("已通过：第三个 · ");
    expect(await statuses()).toEqual(["submitted", "published", "published", "submitted"]);
    expect(await page.locator("[data-open] h2").innerText()).toBe("第四个");
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "queue-approved");
    await page.setViewportSize(PHONE);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "queue-approved-phone");
    await page.setViewportSize(DESK);
    await press(page, "u");
    expect(await page.locator(".notice").innerText()).toContain("已撤销，重新等着审核：第三个 · ");
    expect(await statuses()).toEqual(["submitted", "published", "submitted", "submitted"]);
    expect(await page.locator("[data-open] h2").innerText()).toBe("第三个");
    await press(page, "a");
    await t.database.travel("61 seconds");
    await press(page, "u");
    expect(await page.locator(".notice").innerText()).toContain("不能撤销了");
    expect(await statuses()).toEqual(["submitted", "published", "published", "submitted"]);
    await page.context().close();
  });

  test("an officer finds one of 2,000 postings by at most 4 characters, of its name or its number", async () => {
    await sql`update posting set status = 'closed' where status = 'submitted'`.execute(t.services.db);
    const { id } = await submittedPosting(member.ctx, enterpriseId, { title: "铸造天车工" });
    await manyLike(id, 2000);
    const page = await openAs(officer);
    const { n: alike } = await likeReference(id);
    for (const words of ["天车工", ...(alike === 1 ? [id.slice(-4)] : [])]) {
      await page.goto(`${app.origin}/union`);
      expect(await page.locator("main").innerText()).toContain("2,001 项等着办");
      await page.keyboard.press("/");
      for (const character of words) await page.keyboard.insertText(character);
      await press(page, "Enter");
      expect(await page.locator("[data-item] h2").allInnerTexts()).toEqual(["铸造天车工"]);
      expect([...words].length).toBeLessThanOrEqual(4);
    }
    await page.goto(`${app.origin}/union?kind=posting&marked=no`);
    expect(await page.locator("[data-item]").count()).toBe(20);
    await shoot(page, "queue-many");
    await page.setViewportSize(PHONE);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "queue-many-phone");
    await sql`update posting set status = 'closed' where status = 'submitted'`.execute(t.services.db);
    await page.context().close();
  });

  test("two taps on a slow network send one request", async () => {
    const page = await openAs(member);
    await page.goto(`${app.origin}/enterprise/postings/new`);
    await page.fill("#title", "双击的岗位");
    await page.fill("#headcount", "1");
    await page.fill("#requirements", "不限");
    await page.fill("#duties", "打扫");
    await page.fill("#placeText", "兴城市");
    await page.fill("#payText", "3000元/月");
    await page.fill("#validThrough", "2026-12-31");
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "存草稿" }).dblclick()]);
    const rows = await t.services.db
      .selectFrom("posting")
      .select("id")
      .where("title", "=", "双击的岗位")
      .execute();
    expect(rows).toHaveLength(1);
    await page.context().close();
  });

  test("every page escapes the text that people enter", async () => {
    const NASTY = [
      `<script>alert(1)</script>`,
      `"><img src=x onerror=alert(1)>`,
      `'><svg/onload=alert(1)>`,
      `javascript:alert(1)`,
      `</title><script>alert(1)</script>`,
      `{{constructor.constructor('alert(1)')()}}`,
      `<a href="data:text/html,<script>alert(1)</script>">x</a>`,
      `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
    ];
    const all = NASTY.join("\n");
    const people = { member: member.ctx, officer: officer.ctx };
    const posting = await publishedPosting(people, enterpriseId, {
      title: NASTY[1] ?? "",
      duties: all,
      requirements: all,
      placeText: `兴城市${NASTY[0]}`,
      payText: `5000元/月${NASTY[2]}`,
      contactName: NASTY[0] ?? "",
    });
    const waiting = await submittedPosting(member.ctx, enterpriseId, { title: NASTY[2] ?? "", duties: all });
    const seeker = await t.signInAs(freshPhone());
    await saveProfile(seeker.ctx, {
      callName: "<b onclick=alert(1)>",
      skills: ["welder"],
      places: [NEIGHBOUR],
      certificates: ["<script>alert(1)</script>"],
      startFrom: "<img src=x onerror=alert(1)>",
    });
    const applied = await apply(
      { ...seeker.ctx, scope: { city: null, agreement: "west" } },
      { postingId: posting.id, message: all },
    );
    await drainAll(t.services);
    const visits: [Client | null, string[]][] = [
      [
        null,
        [
          "/",
          "/postings",
          `/postings?q=${encodeURIComponent(NASTY[1] ?? "")}`,
          `/postings/${posting.id}`,
          `/postings/${posting.id}/apply`,
        ],
      ],
      [seeker, ["/me", "/me/card", `/me/applications/${applied.id}`, `/me/applications/${applied.id}/sent`]],
      [
        member,
        [
          "/enterprise/postings",
          `/enterprise/postings/${waiting.id}`,
          "/enterprise/applications",
          `/enterprise/applications/${applied.id}`,
        ],
      ],
      [officer, ["/union", "/union/postings", `/union/enterprises/${enterpriseId}`]],
    ];
    dialogs.length = 0;
    for (const [who, paths] of visits) {
      const page = await openAs(who);
      for (const path of paths) {
        await page.goto(app.origin + path);
        expect(await page.locator("main script, main iframe, main img, main svg[onload]").count(), path).toBe(
          0,
        );
        const hrefs = await page
          .locator("a")
          .evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""));
        expect(
          hrefs.filter((href) => /^\s*(javascript|data):/i.test(href)),
          path,
        ).toEqual([]);
      }
      await page.context().close();
    }
    expect(dialogs).toEqual([]);
  });
});
