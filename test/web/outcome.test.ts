import type { Browser, BrowserContext, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { officerPhone } from "../../db/demo/people.ts";
import { startWorkers, type Workers } from "../../workers/index.ts";
import { creditCode } from "../factories/enterprises.ts";
import { fairSheet } from "../imports/reading/support.ts";
import { chromiumMissing, openBrowser, PHONE, skipReason } from "../support/browser.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { PATIENCE } from "../support/patience.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { Visitor } from "./visitor.ts";

const EMPLOYER = "葫芦岛示范泳装有限公司";
const TRADE = "电焊工（二保焊）";
const CODE = creditCode(70_001);
const SHEET = { name: "岗位表.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(fairSheet()) };

/** Opens an item of the list of what waits, unless it is open. */
async function unfold(item: Locator): Promise<void> {
  await item.scrollIntoViewIfNeeded();
  const body = item.locator("details[data-body]");
  if ((await body.getAttribute("open")) === null) await body.locator("summary").first().click();
}

describe.skipIf(chromiumMissing)(
  `a sheet imported in one city leads to a job for a person of another${skipReason}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    describe.each([
      ["with JavaScript", true],
      ["without JavaScript", false],
    ])("%s, on a phone", (label, javaScriptEnabled) => {
      let demo: DemoDatabase;
      let app: RunningApp;
      let workers: Workers;
      const contexts: BrowserContext[] = [];
      const person = async (name: string): Promise<Visitor> => {
        const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN", javaScriptEnabled });
        contexts.push(context);
        const shown = `outcome-${javaScriptEnabled ? "js" : "plain"}-${name}`;
        return new Visitor(await context.newPage(), app.origin, shown);
      };

      beforeAll(async () => {
        demo = await demoDatabase();
        workers = await startWorkers(demo.services, demo.url);
        demo.services.ring = workers.ring;
        app = await startApp(demo.services);
      });
      afterAll(async () => {
        for (const context of contexts) await context.close();
        await app?.close();
        await workers?.stop();
        await demo?.drop();
      });

      test(`${label}: import, claim, review, publish, find, apply, answer`, async () => {
        const [officer, hr, seeker] = [await person("officer"), await person("hr"), await person("seeker")];

        await officer.signIn(officerPhone("211400"));
        await officer.go("/union/imports");
        await officer.page.setInputFiles("#file", SHEET);
        await officer.tap("上传并识别");
        await officer.look("1-columns");
        await officer.page.getByLabel(/没写工作内容的/).check();
        await officer.tap("试导，看看会怎样");
        expect(await officer.text()).toContain("84");
        await officer.look("2-tried");
        await officer.tap("导入");
        await expect
          .poll(async () => {
            if (!javaScriptEnabled) await officer.page.reload();
            return officer.text();
          }, PATIENCE)
          .toContain("导入完成");
        await officer.look("3-imported");

        await hr.signIn(javaScriptEnabled ? "13640000001" : "13640000002");
        await hr.go("/enterprise");
        await hr.tap("登记企业", "link");
        await hr.page.getByLabel("企业名称").fill(EMPLOYER);
        await hr.page.getByLabel("统一社会信用代码").fill(CODE);
        await hr.page.getByLabel(/所在县/).selectOption("211481");
        await hr.tap("提交登记");
        await hr.look("1-told-to-claim");
        expect(await hr.page.getByLabel("统一社会信用代码").inputValue()).toBe(CODE);
        await hr.page.getByLabel(/您在企业的职务/).fill("人事主管，带了营业执照和委托书");
        await hr.tap("提交认领");
        await hr.look("2-claimed");

        await officer.go("/union");
        const claim = officer.page.locator("[data-item]", { hasText: EMPLOYER });
        await unfold(claim);
        await officer.look("4-claim");
        await officer.tapIn(claim, "通过");

        await hr.go("/enterprise/postings");
        await hr.look("3-drafts");
        await hr.tap(TRADE, "link");
        await hr.tap("提交审核");
        expect(await hr.text()).toContain("工作内容");
        await hr.look("4-refused");
        await hr.page.getByLabel(/我已核对/).check();
        await hr.look("5-draft");
        await hr.tap("提交审核");
        expect(await hr.text()).toContain("岗位已提交审核");

        await officer.go("/union");
        const waiting = officer.page.locator("[data-item]", { hasText: EMPLOYER });
        await unfold(waiting);
        await officer.tapIn(waiting, "通过");

        await expect
          .poll(async () => {
            await seeker.go(`/postings?q=${encodeURIComponent("兴城 电焊工")}&sort=newest`);
            return seeker.text();
          }, PATIENCE)
          .toContain(EMPLOYER);
        await seeker.look("1-found");
        seeker.taps = 0;
        const found = seeker.page.locator(".posting", { hasText: EMPLOYER });
        await seeker.tapIn(found, TRADE, "link");
        await seeker.look("2-posting");
        await seeker.tap("我要应聘", "link");
        await seeker.page.getByLabel("称呼").fill("老张");
        await seeker.page.getByLabel("手机号").fill(javaScriptEnabled ? "13650000001" : "13650000002");
        await seeker.open(/再填几样/);
        await seeker.check("我是退役军人");
        await seeker.look("3-card");
        await seeker.tap("下一步，收验证码");
        await seeker.page.getByLabel("验证码").fill(await seeker.code());
        await seeker.look("4-code");
        await seeker.tap(/确认应聘/);
        expect(await seeker.text()).toContain("应聘已送出");
        expect(seeker.taps).toBeLessThanOrEqual(6);
        await seeker.look("5-sent");

        await hr.go("/enterprise/applications");
        await hr.look("6-inbox");
        await hr.tap(/老张|电焊工/, "link");
        expect(await hr.text()).toContain("退役军人");
        await hr.look("7-application");
        await hr.page.getByLabel("时间").fill("11月25日 上午9点");
        await hr.page.getByLabel("地点").fill("兴城市示范工业园办公楼");
        await hr.tap("发出邀请");
        await hr.look("8-answered");

        await expect
          .poll(async () => {
            await seeker.go("/me");
            return seeker.text();
          }, PATIENCE)
          .toContain("企业邀请您");
        await seeker.look("6-me");
        await seeker.tap(new RegExp(TRADE.slice(0, 3)), "link");
        expect(await seeker.text()).toContain("兴城市示范工业园办公楼");
        await seeker.look("7-answer");
      });
    });
  },
);
