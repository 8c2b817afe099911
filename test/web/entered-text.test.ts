import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply } from "../../src/applications/index.ts";
import { saveProfile } from "../../src/candidates/index.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting, submittedPosting } from "../factories/postings.ts";
import { type Client, freshPhone, type TestApp, testApp } from "../support/app.ts";
import { chromiumMissing, DESK, openBrowser, skipReason } from "../support/browser.ts";
import { type RunningApp, startApp } from "../support/server.ts";

describe.skipIf(chromiumMissing)(`what people enter and tap twice${skipReason}`, () => {
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
