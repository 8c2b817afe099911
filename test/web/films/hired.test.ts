import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officerPhone } from "../../../db/demo/people.ts";
import { startWorkers, type Workers } from "../../../workers/index.ts";
import { creditCode } from "../../factories/enterprises.ts";
import { chromiumMissing, openBrowser, PHONE, skipReason } from "../../support/browser.ts";
import { type DemoDatabase, demoDatabase } from "../../support/demo.ts";
import { PATIENCE } from "../../support/patience.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { Film } from "./film.ts";

const CITY = "210900";
const EMPLOYER = "阜新清河门液压件有限公司";
const TRADE = "电焊工（二保焊）";
const PLACE = "阜新市清河门区河西工业园";
const SHEET = [
  "招聘岗位,人数,任职要求,岗位职责,薪资待遇,工作地点,有效期",
  `${TRADE},6,持焊工证,按图纸焊接液压支架,6000-9000元/月，包住,${PLACE},2026-12-31`,
  `数控车工,4,会看图纸,加工活塞杆,5500-7500元/月,${PLACE},2026-12-31`,
  `质检员,2,高中以上,,4000-5000元/月,${PLACE},2026-12-31`,
  `装配钳工,5,会看图纸,装配液压缸,,${PLACE},2026-12-31`,
  `保洁员,,身体健康,打扫车间,2500元/月,${PLACE},2026-12-31`,
].join("\n");
const FILE = { name: "清河门厂招工.csv", mimeType: "text/csv", buffer: Buffer.from(SHEET) };

describe.skipIf(chromiumMissing)(
  `a clerk brings her sheet, and a welder of another city says that he comes${skipReason}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    describe.each([
      ["with JavaScript", true],
      ["without JavaScript", false],
    ])("%s", (label, javaScriptEnabled) => {
      let demo: DemoDatabase;
      let app: RunningApp;
      let workers: Workers;
      const contexts: BrowserContext[] = [];
      const person = async (name: string): Promise<Film> => {
        const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN", javaScriptEnabled });
        contexts.push(context);
        return new Film(await context.newPage(), app.origin, javaScriptEnabled ? name : `${name}-plain`);
      };
      /** Reloads the page until it says `text`, because plain pages do not renew themselves. */
      const until = (who: Film, text: string) =>
        expect
          .poll(async () => {
            await who.page.reload();
            return who.text();
          }, PATIENCE)
          .toContain(text);

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

      test(`${label}: from 我要招人 to the first invitation, and from the home page to 我会去`, async () => {
        const [officer, hr, seeker] = [
          await person("officer"),
          await person("clerk"),
          await person("welder"),
        ];
        const startedAt = Date.now();

        await hr.go("/");
        await hr.look("home");
        await hr.tap("我要招人", "link");
        await hr.look("door");
        await hr.tap("登记企业", "link");
        await hr.look("sign-in");
        await hr.page.fill("#phone", "13640000001");
        await hr.tap(/验证码/);
        await hr.page.fill("#code", await hr.code());
        await hr.look("code");
        await hr.tap("登录");
        await hr.page.getByLabel("企业名称").fill(EMPLOYER);
        await hr.page.getByLabel("统一社会信用代码").fill(creditCode(70_001));
        await hr.page.getByLabel(/所在县/).selectOption("210905");
        await hr.page.getByLabel("联系人").fill("李经理");
        await hr.page.getByLabel("招聘电话").fill("0418-6012345");
        await hr.look("register");
        await hr.tap("提交登记");
        await hr.answer("registered");

        await officer.signIn(officerPhone(CITY));
        await officer.decide("通过", EMPLOYER);

        await hr.go("/enterprise");
        await hr.look("enterprise");
        await hr.go("/enterprise/imports");
        await hr.look("sheet");
        await hr.page.setInputFiles("#file", FILE);
        await hr.tap("上传并识别");
        await hr.look("columns");
        await hr.tap("试导，看看会怎样");
        await hr.look("tried");
        await hr.tap("导入");
        await until(hr, "新写好");
        await hr.answer("imported");
        await hr.tap(/草稿/, "link");
        await hr.look("drafts");
        await hr.tap(/全部提交/);
        await hr.answer("submitted");
        // The words for this trade were added to her sheet, so she must say that they are right.
        await hr.go("/enterprise/postings");
        await hr.tap("质检员", "link");
        await hr.page.getByLabel(/我已核对/).check();
        await hr.look("checked");
        await hr.tap("提交审核");
        expect(await hr.text()).toContain("岗位已提交审核");
        await hr.answer("sent");

        for (const title of [TRADE, "数控车工", "质检员"]) await officer.decide("通过", EMPLOYER, title);
        await hr.go("/enterprise/postings");
        await hr.look("published");

        await seeker.go("/");
        await seeker.look("home");
        await seeker.tap("我在哪个县", "link");
        await seeker.look("county");
        await seeker.tap("义县");
        await seeker.look("near");
        seeker.taps = 0;
        await expect
          .poll(async () => {
            await seeker.go(`/postings?q=${encodeURIComponent("电焊工")}&sort=nearest`);
            return seeker.text();
          }, PATIENCE)
          .toContain(EMPLOYER);
        await seeker.look("welders-near");
        await seeker.tapIn(seeker.page.locator(".posting", { hasText: EMPLOYER }), TRADE, "link");
        await seeker.look("posting");
        await seeker.tap("我要应聘", "link");
        await seeker.page.getByLabel("称呼").fill("老张");
        await seeker.page.getByLabel("手机号").fill("13650000001");
        await seeker.open(/再填几样/);
        await seeker.check("我是退役军人");
        await seeker.look("card");
        await seeker.tap("下一步，收验证码");
        await seeker.page.getByLabel("验证码").fill(await seeker.code());
        await seeker.look("code");
        await seeker.tap(/确认应聘/);
        expect(await seeker.text()).toContain("应聘已送出");
        expect(seeker.taps).toBeLessThanOrEqual(6);
        await seeker.answer("sent");

        await hr.go("/enterprise/applications");
        await hr.look("applicants");
        await hr.tap(/老张|电焊工/, "link");
        expect(await hr.text()).toContain("退役军人");
        await hr.look("applicant");
        await hr.page.getByLabel("时间").fill("12月5日 上午9点");
        await hr.page.getByLabel("地点").fill("清河门区河西工业园办公楼");
        await hr.tap("发出邀请");
        await hr.answer("invited");

        await expect
          .poll(async () => {
            await seeker.go("/me");
            return seeker.text();
          }, PATIENCE)
          .toContain("企业邀请您");
        await seeker.look("me");
        await seeker.tap(new RegExp(TRADE.slice(0, 3)), "link");
        expect(await seeker.text()).toContain("清河门区河西工业园办公楼");
        await seeker.look("invitation");
        await seeker.tap("我会去");
        await seeker.answer("i-come");
        await hr.page.reload();
        console.log(
          JSON.stringify({
            film: label,
            seconds: Math.round((Date.now() - startedAt) / 1000),
            clerkTaps: hr.taps,
            welderTaps: seeker.taps,
          }),
        );
      });
    });
  },
);
